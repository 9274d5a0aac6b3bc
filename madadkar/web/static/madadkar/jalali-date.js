// <jalali-date><input …></jalali-date>: a typed Jalali day, with a calendar that the keyboard can walk.
// What is sent is what stands in the input; the server reads it. Without this file the input still works.
// The browser's own Persian calendar does the conversion.

const CALENDAR = new Intl.DateTimeFormat("en-u-ca-persian-nu-latn", {
  year: "numeric", month: "numeric", day: "numeric", timeZone: "UTC",
});
const MONTHS = ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"];
const WEEK = ["شنبه", "یکشنبه", "دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه"];
const DAY = 86400000;

const persian = (text) => String(text).replace(/\d/g, (digit) => "۰۱۲۳۴۵۶۷۸۹"[digit]);
const latin = (text) => text
  .replace(/[۰-۹]/g, (digit) => digit.charCodeAt(0) - 0x6f0)
  .replace(/[٠-٩]/g, (digit) => digit.charCodeAt(0) - 0x660);
const plus = (day, days) => new Date(day.getTime() + days * DAY);

export function toJalali(day) {
  const parts = Object.fromEntries(CALENDAR.formatToParts(day).map((part) => [part.type, part.value]));
  return [Number(parts.year ?? parts.relatedYear), Number(parts.month), Number(parts.day)];
}

/** The day of a Jalali date, or null where the calendar has none: a guess, then a look at its neighbours. */
export function fromJalali(year, month, number) {
  const before = month <= 7 ? (month - 1) * 31 : 186 + (month - 7) * 30;
  const guess = plus(new Date(Date.UTC(year + 621, 2, 21)), before + number - 1);
  for (const step of [0, 1, -1, 2, -2, 3, -3]) {
    const day = plus(guess, step);
    const [y, m, d] = toJalali(day);
    if (y === year && m === month && d === number) return day;
  }
  return null;
}

export function daysIn(year, month) {
  if (month <= 6) return 31;
  return month <= 11 || fromJalali(year, 12, 30) ? 30 : 29;
}

function read(text) {
  const parts = latin(text).match(/^\s*(\d{4})[/\-.](\d{1,2})[/\-.](\d{1,2})\s*$/);
  return parts && fromJalali(Number(parts[1]), Number(parts[2]), Number(parts[3]));
}

function say(day) {
  const [year, month, number] = toJalali(day);
  return persian(`${year}/${String(month).padStart(2, "0")}/${String(number).padStart(2, "0")}`);
}

function monthsOn(day, months) {
  const [year, month, number] = toJalali(day);
  const place = year * 12 + month - 1 + months;
  const [y, m] = [Math.floor(place / 12), (place % 12) + 1];
  return fromJalali(y, m, Math.min(number, daysIn(y, m)));
}

const STEPS = { ArrowLeft: 1, ArrowRight: -1, ArrowDown: 7, ArrowUp: -7 }; // right to left: left is tomorrow

class JalaliDate extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input");
    if (!this.input || this.button) return;
    this.#addButton();
    this.#addSheet();
  }

  #addButton() {
    const name = this.#name(); // before the input leaves its place, and its label
    const box = document.createElement("div");
    box.className = "date-box";
    this.input.replaceWith(box);
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.className = "btn";
    this.button.setAttribute("aria-haspopup", "dialog");
    this.button.setAttribute("aria-label", `انتخاب از تقویم: ${name}`);
    this.button.innerHTML = '<svg class="icon" aria-hidden="true" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"><rect x="4" y="5" width="16" height="15" rx="2"/><path d="M4 10h16M8 3v4M16 3v4"/></svg>';
    box.append(this.input, this.button);
    this.append(box);
    this.button.addEventListener("click", () => (this.sheet.hidden ? this.#open() : this.#close()));
  }

  #name() {
    return this.input.labels?.[0]?.firstChild?.textContent.trim() ?? "تاریخ";
  }

  #addSheet() {
    this.sheet = document.createElement("div");
    this.sheet.className = "date-sheet";
    this.sheet.hidden = true;
    this.sheet.setAttribute("role", "dialog");
    this.sheet.setAttribute("aria-modal", "true");
    this.sheet.setAttribute("aria-label", "انتخاب روز");
    const head = WEEK.map((name) => `<th scope="col" abbr="${name}">${name[0]}</th>`).join("");
    this.sheet.innerHTML = `<div class="date-head"><button type="button" class="btn" data-months="-1" aria-label="ماه قبل"><svg class="icon" aria-hidden="true" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"><path d="m10 6 6 6-6 6"/></svg></button><strong aria-live="polite"></strong><button type="button" class="btn" data-months="1" aria-label="ماه بعد"><svg class="icon" aria-hidden="true" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"><path d="m14 6-6 6 6 6"/></svg></button></div><table role="grid"><thead><tr>${head}</tr></thead><tbody></tbody></table>`;
    this.append(this.sheet);
    this.sheet.addEventListener("keydown", (event) => this.#onKey(event));
    this.sheet.addEventListener("click", (event) => this.#onClick(event));
    document.addEventListener("click", (event) => {
      if (!this.sheet.hidden && !this.contains(event.target)) this.sheet.hidden = true;
    });
  }

  #onClick(event) {
    const turn = event.target.closest("[data-months]");
    const cell = event.target.closest("td[data-day]");
    if (turn) this.#draw(monthsOn(this.at, Number(turn.dataset.months)));
    if (cell) this.#pick(new Date(cell.dataset.day));
  }

  #onKey(event) {
    const onDay = event.target.matches("td");
    if (event.key === "Escape") { event.stopPropagation(); this.#close(); return; }
    if (event.key === "Tab") { this.#keepInside(event); return; }
    if (onDay && (event.key === "Enter" || event.key === " ")) { event.preventDefault(); this.#pick(this.at); return; }
    const to = onDay ? this.#target(event) : null;
    if (!to) return;
    event.preventDefault();
    this.#draw(to, { focus: true });
  }

  #target({ key, shiftKey }) {
    if (key in STEPS) return plus(this.at, STEPS[key]);
    if (key === "PageUp" || key === "PageDown") return monthsOn(this.at, (key === "PageDown" ? 1 : -1) * (shiftKey ? 12 : 1));
    const weekday = (this.at.getUTCDay() + 1) % 7;
    if (key === "Home") return plus(this.at, -weekday);
    return key === "End" ? plus(this.at, 6 - weekday) : null;
  }

  #keepInside(event) {
    const stops = [...this.sheet.querySelectorAll('button, [tabindex="0"]')];
    const place = stops.indexOf(document.activeElement) + (event.shiftKey ? -1 : 1);
    event.preventDefault();
    stops[(place + stops.length) % stops.length].focus();
  }

  #open() {
    this.sheet.hidden = false;
    this.#draw(read(this.input.value) ?? new Date(new Date().toISOString().slice(0, 10)), { focus: true });
  }

  #close() {
    this.sheet.hidden = true;
    this.button.focus();
  }

  #pick(day) {
    this.input.value = say(day);
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
    this.#close();
  }

  #draw(day, { focus = false } = {}) {
    this.at = day;
    const [year, month] = toJalali(day);
    const first = fromJalali(year, month, 1);
    const chosen = read(this.input.value);
    this.sheet.querySelector("strong").textContent = `${MONTHS[month - 1]} ${persian(year)}`;
    const empty = (first.getUTCDay() + 1) % 7;
    const cells = Array.from({ length: empty }, () => "<td></td>");
    for (let number = 1; number <= daysIn(year, month); number += 1) {
      const here = plus(first, number - 1);
      cells.push(`<td data-day="${here.toISOString()}" tabindex="${+here === +day ? 0 : -1}" aria-selected="${!!chosen && +here === +chosen}" aria-label="${persian(number)} ${MONTHS[month - 1]} ${persian(year)}">${persian(number)}</td>`);
    }
    const weeks = [];
    while (cells.length) weeks.push(`<tr>${cells.splice(0, 7).join("")}</tr>`);
    this.sheet.querySelector("tbody").innerHTML = weeks.join("");
    if (focus) this.sheet.querySelector('[tabindex="0"]').focus();
  }
}

customElements.define("jalali-date", JalaliDate);
