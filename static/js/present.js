// One question on a screen across the room: keys and clickers turn the page, [data-until] counts the minutes quietly.
const KEYS = { ArrowLeft: "prev", PageUp: "prev", ArrowRight: "next", PageDown: "next", Home: "first", End: "last" };

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input, textarea, select")) return;
  const link = KEYS[event.key]
    ? document.querySelector(`[rel="${KEYS[event.key]}"]`)
    : event.key === "Escape" && document.querySelector("a[data-leave]");
  if (!link) return;
  event.preventDefault();
  location.assign(link.href);
});

const clock = document.querySelector("[data-until]");

function tick() {
  const left = Math.ceil((Date.parse(clock.dataset.until) - Date.now()) / 60000);
  if (left > 1) clock.textContent = clock.dataset.left.replace("{minutes}", left);
  else clock.textContent = left === 1 ? clock.dataset.lastMinute : clock.dataset.over;
}

if (clock) {
  tick();
  setInterval(tick, 10000);
}
