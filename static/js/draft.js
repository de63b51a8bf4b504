// Keeps what is being written: a copy in this window at every key, a draft on the site soon after the last one.
// A form takes part with the attributes of templates/_draft_attributes.html; the words come from _draft_words.html and the site.

const PAUSE = 2500;
const LONGEST = 20000;
const RETRY = 30000;
const states = new WeakMap();

const boxOf = (form) => form.querySelector("textarea");
const wordsOf = (form) => form.closest("[data-draft-offline]")?.dataset ?? {}; // a form may have left the page
const draftForms = () => document.querySelectorAll("form[data-draft]");
const saveAll = (leaving) => draftForms().forEach((form) => states.has(form) && save(form, leaving));

// The copy in this window: one entry per person and question, gone as soon as the site has the words.
const keyOf = (form) => `draft:${form.dataset.draftKey}`;

function keep(form, text, sent = false) {
  try {
    localStorage.setItem(keyOf(form), JSON.stringify({ text, sent, at: Date.now() }));
  } catch { /* storage may be full or forbidden: the words still go to the site */ }
}

function forget(form) {
  try {
    localStorage.removeItem(keyOf(form));
  } catch { /* forbidden storage holds nothing */ }
}

/** {text, sent, at in milliseconds}, or null. */
function kept(form) {
  try {
    return JSON.parse(localStorage.getItem(keyOf(form)));
  } catch {
    return null;
  }
}

function stateOf(form) {
  if (!states.has(form)) {
    const saved = boxOf(form).defaultValue;
    states.set(form, { saved, timer: 0, since: 0, saving: null, unheard: null, touched: false });
  }
  return states.get(form);
}

function schedule(form, pause = PAUSE) {
  const state = stateOf(form);
  state.since ||= Date.now();
  clearTimeout(state.timer);
  const wait = Math.min(pause, Math.max(0, state.since + LONGEST - Date.now()));
  state.timer = setTimeout(() => save(form), wait);
}

async function save(form, leaving = false) {
  const state = stateOf(form);
  const text = state.unheard ?? boxOf(form).value;
  clearTimeout(state.timer);
  if (!form.isConnected || !form.dataset.draftUrl || (text === state.saved && !state.touched)) return;
  if (state.saving && (!leaving || form.elements.version)) return state.saving.then(() => save(form, leaving));
  state.since = 0;
  state.touched = false;
  state.saving = send(form, text, leaving);
  await state.saving;
  state.saving = null;
}

async function send(form, text, leaving, renewed = false) {
  const state = stateOf(form);
  const body = new FormData(form);
  body.set(boxOf(form).name, text);
  let response;
  try {
    response = await fetch(form.dataset.draftUrl, {
      method: "POST",
      body,
      headers: { "HX-Request": "true", Accept: "text/html" },
      redirect: "manual",
      keepalive: leaving,
    });
  } catch {
    if (form.elements.version) state.unheard = text; // it may have been saved: the same again first, then what is new
    trouble(form, wordsOf(form).draftOffline);
    retryLater(form);
    return;
  }
  state.unheard = null;
  if (response.ok) return saved(form, text, await response.text());
  if (response.type === "opaqueredirect" || response.status === 401 || response.status === 403) {
    const standing = renewed ? "refused" : await renewToken(form);
    if (standing === "renewed") return send(form, text, leaving, true);
    return trouble(form, standing === "refused" ? wordsOf(form).draftRefused : wordsOf(form).draftSignedOut);
  }
  const isSaid = response.status === 422 && response.headers.get("Content-Type")?.startsWith("text/plain");
  if (isSaid) return trouble(form, await response.text());
  trouble(form, (response.status === 409 && form.dataset.draftChanged) || wordsOf(form).draftRefused);
}

/** Signing in again, in another tab, changes the token that forms carry: take the new one, if it is the same person.
    "renewed"; "refused", if they are signed in and have no such form any more; or "signed out". */
async function renewToken(form) {
  const response = await fetch(location.href, { redirect: "manual" });
  if (!response.ok) return "signed out";
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const twin = page.querySelector(`form[data-draft-key="${CSS.escape(form.dataset.draftKey)}"]`);
  const token = twin?.querySelector("[name=csrfmiddlewaretoken]")?.value;
  const isSame = page.documentElement.dataset.user === form.dataset.draftKey.split(":")[0];
  if (!token) return isSame ? "refused" : "signed out";
  document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((field) => { field.value = token; });
  return "renewed";
}

function retryLater(form) {
  const state = stateOf(form);
  clearTimeout(state.timer);
  state.timer = setTimeout(() => save(form), RETRY);
}

function saved(form, text, fragment) {
  stateOf(form).saved = text;
  if (boxOf(form).value === text) forget(form);
  else schedule(form);
  form.querySelector("[data-draft-trouble]")?.remove();
  const answer = new DOMParser().parseFromString(fragment, "text/html");
  const version = answer.querySelector("[data-version]")?.dataset.version;
  if (version) form.elements.version.value = version;
  const words = answer.querySelector(".save-state") ?? answer.body;
  form.querySelector(".save-state")?.replaceChildren(...words.childNodes);
}

function trouble(form, words) {
  if (!form.isConnected) return;
  const message = messageIn(form);
  message.querySelector("p").textContent = words;
}

function messageIn(form) {
  const present = form.querySelector("[data-draft-trouble]");
  if (present) return present;
  const message = document.createElement("div");
  message.className = "message is-error";
  message.setAttribute("role", "alert");
  message.dataset.draftTrouble = "";
  const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  icon.setAttribute("class", "icon");
  icon.setAttribute("aria-hidden", "true");
  icon.append(document.createElementNS(icon.namespaceURI, "use"));
  icon.firstChild.setAttribute("href", "#i-alert");
  const words = document.createElement("div");
  words.append(document.createElement("p"));
  message.append(icon, words);
  (form.querySelector(".answer-actions") ?? form.lastElementChild).before(message);
  return message;
}

function say(form, words, offer) {
  const place = form.querySelector(".save-state");
  if (!place) return;
  place.replaceChildren(words);
  if (offer) place.append(" ", offer);
}

function restore(form) {
  const copy = kept(form);
  const box = boxOf(form);
  if ("draftUnsaved" in form.dataset) return putBack(form, box.value, null);
  if (!copy) return;
  if (copy.text === box.value || (copy.sent && copy.at <= savedAt(form))) return forget(form);
  const at = clock(copy.at);
  if (box.value.trim() === "" || copy.at > savedAt(form)) {
    putBack(form, copy.text, at);
  } else {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "link-button" });
    button.textContent = wordsOf(form).draftPutBack;
    button.addEventListener("click", () => { putBack(form, copy.text, at); box.focus(); });
    say(form, wordsOf(form).draftFound.replace("{time}", at), button);
  }
}

/** In the zone of the account, as everywhere on the page; in the browser's own if it does not know that one. */
function clock(at) {
  const { lang, dataset } = document.documentElement;
  const time = { hour: "2-digit", minute: "2-digit" };
  try {
    return new Date(at).toLocaleTimeString(lang, { ...time, timeZone: dataset.zone });
  } catch {
    return new Date(at).toLocaleTimeString(lang, time);
  }
}

function putBack(form, text, at) {
  stateOf(form);
  boxOf(form).value = text;
  if (at) say(form, wordsOf(form).draftRestored.replace("{time}", at));
  else stateOf(form).saved = null; // came in the page and is nowhere else yet
  schedule(form);
}

/** Milliseconds; without a time from the site, nothing in this window counts as newer than what the site sent. */
function savedAt(form) {
  return form.dataset.draftSavedAt ? Date.parse(form.dataset.draftSavedAt) : Infinity;
}

/** Another field of the form was changed: it goes to the site with the words, not into the copy in this window. */
function touch(form) {
  stateOf(form).touched = true;
  schedule(form);
}

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-draft]");
  if (form && event.target.matches("[data-draft-also]")) return touch(form);
  if (!form || event.target !== boxOf(form)) return;
  stateOf(form);
  keep(form, event.target.value);
  schedule(form);
});
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-draft]")) return;
  const { timer, saving } = stateOf(event.target);
  clearTimeout(timer);
  if (saving && event.target.elements.version) { // what is on its way brings a new version
    event.preventDefault();
    saving.finally(() => event.target.requestSubmit(event.submitter));
    return;
  }
  // A form with a version always shows what is stored, so that a copy of what was taken goes when the page comes back.
  if (kept(event.target) && !event.target.elements.version) keep(event.target, boxOf(event.target).value, true);
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") saveAll(true);
});
window.addEventListener("online", () => saveAll());
window.addEventListener("focus", () => saveAll());
document.addEventListener("htmx:after:swap", (event) => {
  draftForms().forEach((form) => states.has(form) || restore(form));
  const { target } = event.detail.ctx;
  const fresh = target.id && document.getElementById(target.id);
  if (fresh && fresh !== target && document.activeElement === document.body) fresh.focus({ preventScroll: true });
});
draftForms().forEach(restore);
