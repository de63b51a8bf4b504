// The sheet of an evening looks every few seconds whether somebody has answered, from two hours before it to its end.
// Only what changed is replaced, never where somebody is at it; a line says what, and when there is no connection.
const PAUSE = 4000;
const BEFORE = 2 * 3600 * 1000;
const sheet = document.querySelector("[data-sheet]");
let mark = null;

const isTime = () => {
  const now = Date.now();
  return now > Date.parse(sheet.dataset.sheetBegins) - BEFORE && now < Date.parse(sheet.dataset.sheetEnds);
};

function isInUse(place) {
  const selection = document.getSelection();
  const selects = !selection.isCollapsed && place.contains(selection.anchorNode);
  return selects || place.contains(document.activeElement);
}

/** Names of what changed; null if something has to wait. */
function show(fresh) {
  const old = [...sheet.children];
  const next = [...fresh.children];
  if (old.map((item) => item.id).join() !== next.map((item) => item.id).join()) {
    if (isInUse(sheet)) return null;
    sheet.replaceChildren(...next);
    return [sheet.dataset.sheetOrder];
  }
  const changed = next.filter((item, at) => item.outerHTML !== old[at].outerHTML);
  const free = changed.filter((item) => !isInUse(document.getElementById(item.id)));
  free.forEach((item) => document.getElementById(item.id).replaceWith(item));
  return changed.length > free.length ? null : free.map((item) => item.querySelector(".over, h2").textContent.trim());
}

function start() {
  const state = document.createElement("p");
  state.className = "meta";
  state.setAttribute("role", "status");
  sheet.before(state);

  async function look() {
    if (document.visibilityState !== "visible" || !isTime()) return;
    const headers = mark ? { "If-None-Match": mark } : {};
    const response = await fetch(sheet.dataset.sheet, { headers, redirect: "manual" }).catch(() => null);
    if (!response) return say(sheet.dataset.sheetOffline);
    if (response.status === 304) return state.dataset.offline && say("");
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const what = show(page.querySelector("[data-sheet]"));
    if (what) mark = response.headers.get("ETag");
    if (what?.length) say(sheet.dataset.sheetNews.replace("{what}", what.join(", ")));
  }

  function say(words) {
    const offline = words === sheet.dataset.sheetOffline;
    if (offline && state.dataset.offline) return;
    state.dataset.offline = offline ? "yes" : "";
    state.textContent = words.replace("{time}", clock());
  }

  setInterval(look, PAUSE);
  document.addEventListener("visibilitychange", look);
}

/** In the zone of the account; in the browser's own if it does not know that one. */
function clock() {
  const { lang, dataset } = document.documentElement;
  const time = { hour: "2-digit", minute: "2-digit" };
  try {
    return new Date().toLocaleTimeString(lang, { ...time, timeZone: dataset.zone });
  } catch {
    return new Date().toLocaleTimeString(lang, time);
  }
}

if (sheet) start();
