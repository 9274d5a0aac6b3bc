// The results by keyboard: down from the box into the list, up and down within it, up from the first back.
const results = () => [...document.querySelectorAll("#results [data-result]")];

document.addEventListener("keydown", (event) => {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const box = document.querySelector("[data-search] input[type=search]");
  const found = results();
  const at = found.indexOf(document.activeElement);
  if (document.activeElement !== box && at < 0) return;
  const next = event.key === "ArrowDown" ? at + 1 : at - 1;
  if (next >= found.length) return;
  event.preventDefault();
  (next < 0 ? box : found[next])?.focus();
});
