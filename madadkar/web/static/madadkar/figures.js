// Draws each breakdown's bars from the table below them; without this the table says the same.
const root = getComputedStyle(document.documentElement);
const colour = (name) => root.getPropertyValue(name).trim();
const LINE = 30;
const MARGIN = 24;

function linesOf(section) {
  const rows = section.querySelectorAll(":scope > .table-frame tbody tr");
  return [...rows].map((row) => {
    const cell = row.querySelector("[data-value]");
    return { name: row.querySelector("th").textContent, value: Number(cell.dataset.value), said: cell.textContent.trim() };
  });
}

/** Names that begin alike («اداره بهزیستی شهرستان …») are told by what differs. */
function withoutSharedWords(names) {
  const words = names.map((name) => name.split(" "));
  const fewest = Math.min(...words.map((each) => each.length));
  let shared = 0;
  while (shared < fewest - 1 && words.every((each) => each[shared] === words[0][shared])) shared += 1;
  return words.map((each) => each.slice(shared).join(" "));
}

function draw(place) {
  const lines = linesOf(place.closest("section"));
  if (lines.length < 2) return;
  const names = withoutSharedWords(lines.map((line) => line.name));
  place.style.height = `${lines.length * LINE + MARGIN}px`;
  const chart = echarts.init(place, null, { renderer: "canvas" });
  const text = { fontFamily: "Vazirmatn", fontSize: 13, color: colour("--calm-ink") };
  chart.setOption({
    animation: false,
    textStyle: text,
    grid: { top: 8, bottom: 8, left: 64, right: 8, containLabel: true },
    xAxis: { type: "value", inverse: true, show: false, min: (range) => Math.min(0, range.min) },
    yAxis: {
      type: "category", inverse: true, position: "right", data: names,
      axisLine: { show: false }, axisTick: { show: false }, axisLabel: { ...text, width: 130, overflow: "truncate" },
    },
    series: [{
      type: "bar", data: lines.map((line) => line.value), barMaxWidth: 18, itemStyle: { color: colour("--calm-deep") },
      label: { show: true, position: "left", ...text, formatter: (bar) => lines[bar.dataIndex].said },
    }],
  });
  new ResizeObserver(() => chart.resize()).observe(place);
}

document.fonts.load("13px Vazirmatn").finally(() => {
  for (const place of document.querySelectorAll("[data-chart]")) draw(place);
});
