// Decide with one key: each button and link names its own; without this they are buttons and links.
const DIGITS = "۰۱۲۳۴۵۶۷۸۹";

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.matches("textarea, input:not([type=hidden]), select");
  if (isTyping && event.key === "Escape") event.target.blur();
  if (isTyping || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  const place = DIGITS.indexOf(event.key);
  const key = place >= 0 ? String(place) : event.key;
  if (!/^[0-9]$/.test(key)) return;
  const target = document.querySelector(`[data-key="${key}"]`);
  if (!target) return;
  event.preventDefault();
  target.click();
});
