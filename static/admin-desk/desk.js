// The organizers' desk: Markdown previews in place, and a copy of what was typed until it is saved.

const PREVIEW_DELAY = 400; // ms after the last key
const COPY_DELAY = 1500;

async function show(field) {
  const area = field.querySelector("textarea");
  const button = field.querySelector(".markdown-preview");
  const shown = field.querySelector(".markdown-shown");
  const body = new FormData();
  body.append("source", area.value);
  body.append("csrfmiddlewaretoken", area.form.elements.csrfmiddlewaretoken.value);
  const answer = await fetch(button.formAction, {
    method: "POST", body, headers: { "X-Requested-With": "fetch" }, credentials: "same-origin",
  });
  if (answer.ok && !shown.hidden) shown.innerHTML = await answer.text(); // the site's own sanitised HTML
}

// On the document, so that rows that are added later have it too.
document.addEventListener("click", (event) => {
  const button = event.target.closest(".markdown-preview");
  if (!button) return;
  event.preventDefault();
  const field = button.closest(".markdown-field");
  const shown = field.querySelector(".markdown-shown");
  shown.hidden = !shown.hidden;
  button.setAttribute("aria-expanded", String(!shown.hidden));
  if (!shown.hidden) show(field);
});
let typing;
document.addEventListener("input", (event) => {
  const field = event.target.closest(".markdown-field");
  if (!field || field.querySelector(".markdown-shown").hidden) return;
  clearTimeout(typing);
  typing = setTimeout(() => show(field), PREVIEW_DELAY);
});

const NOT_KEPT = /^(csrfmiddlewaretoken|preview|.*seen_version|.*_FORMS)$/;

function typed(form) {
  const values = {};
  for (const element of form.elements) {
    if (!element.name || NOT_KEPT.test(element.name) || element.name.includes("__prefix__")) continue;
    if (["submit", "button", "file", "fieldset", "password"].includes(element.type)) continue;
    if (["checkbox", "radio"].includes(element.type)) values[`${element.name}=${element.value}`] = element.checked;
    else if (element.multiple) values[element.name] = [...element.selectedOptions].map((option) => option.value);
    else values[element.name] = element.value;
  }
  return values;
}

// Rows that were added by hand are added again before they are filled.
function addRows(form, values) {
  for (const total of form.querySelectorAll("[name$=-TOTAL_FORMS]")) {
    const prefix = total.name.replace(/-TOTAL_FORMS$/, "");
    const numbers = Object.keys(values).map((name) => name.match(`^${prefix}-(\\d+)-`)?.[1] ?? -1).map(Number);
    const add = form.querySelector(`#${prefix}-group .add-row a`);
    for (let left = Math.max(...numbers) + 1 - Number(total.value); add && left > 0; left--) add.click();
  }
}

function putBack(form, values) {
  addRows(form, values);
  for (const element of form.elements) {
    if (!element.name || NOT_KEPT.test(element.name)) continue;
    const tick = values[`${element.name}=${element.value}`];
    if (["checkbox", "radio"].includes(element.type)) {
      if (tick !== undefined) element.checked = tick;
    } else if (element.multiple) {
      for (const option of element.options) option.selected = (values[element.name] || []).includes(option.value);
    } else if (values[element.name] !== undefined && element.type !== "submit") {
      element.value = values[element.name];
    }
  }
}

// Whether the copy holds words that are not on the page; what the page has and the copy has not is no loss.
function differs(copy, now) {
  return Object.entries(copy).some(([name, value]) => (name in now ? String(now[name]) !== String(value) : /-\d+-(?!position|id)/.test(name) && typeof value === "string" && value.trim()));
}

function stateOf(form, words, at) {
  const state = form.querySelector(".save-state");
  const time = new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  if (state) state.textContent = at ? (words.kept ?? "").replace("{time}", time) : "";
}

// Copies of the forms of a page; a form that names its state (data-keep) has one for that state only.
function copiesOf(page) {
  return Object.keys(localStorage).filter((key) => key === `desk:${page}` || key.startsWith(`desk:${page}#`));
}

function forgetCopies(page, except = "") {
  try {
    for (const key of copiesOf(page)) if (key !== except) localStorage.removeItem(key);
  } catch { /* nothing kept */ }
}

function keepCopy(form) {
  const key = `desk:${location.pathname}${form.dataset.keep ? `#${form.dataset.keep}` : ""}`;
  if (form.dataset.keep) forgetCopies(location.pathname, key);
  const before = JSON.stringify(typed(form));
  const words = document.querySelector("#desk-words")?.dataset ?? {};
  let timer;
  let kept = null;
  try { kept = JSON.parse(localStorage.getItem(key)); } catch { kept = null; }
  if (kept && differs(kept.values, typed(form))) offer(form, kept, words, key);

  function keep() {
    const now = typed(form);
    clearTimeout(timer);
    try {
      const at = JSON.stringify(now) === before ? 0 : Date.now();
      if (at) localStorage.setItem(key, JSON.stringify({ at, values: now }));
      else localStorage.removeItem(key);
      stateOf(form, words, at);
    } catch { /* no room: the form itself still holds the text */ }
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, COPY_DELAY);
  });
  form.addEventListener("submit", keep);
}

// The copy goes once the page that follows says that it was saved; not if a sign-in came between.
function dropSaved() {
  const from = document.referrer && new URL(document.referrer).pathname;
  if (!from || !document.querySelector(".messagelist .success")) return;
  forgetCopies(from);
}

function offer(form, kept, words, key) {
  const box = document.createElement("p");
  box.className = "desk-copy";
  box.append(`${words.found ?? "Text that was not saved:"} ${new Date(kept.at).toLocaleString()} `);
  for (const [label, act] of [[words.put ?? "Put it back", () => putBack(form, kept.values)],
    [words.drop ?? "Throw it away", () => localStorage.removeItem(key)]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = label;
    button.addEventListener("click", () => { act(); box.remove(); });
    box.append(button, " ");
  }
  form.prepend(box);
}

// What stands beside a form on a desk lies folded above it on a phone.
if (matchMedia("(width < 64rem)").matches) {
  for (const part of document.querySelectorAll("details[data-fold]")) part.open = false;
}

// Without scripts the links of the summary open them.
for (const part of document.querySelectorAll("details:has(.errorlist)")) part.open = true;

dropSaved();
document.addEventListener("DOMContentLoaded", () => setTimeout(() => {
  for (const form of document.querySelectorAll("#content form[id$=_form], form[data-keep]")) keepCopy(form);
}, 0));

// A box that completes names bears the label of the field that it stands for.
function nameBoxes() {
  for (const field of document.querySelectorAll("select.admin-autocomplete")) {
    const label = field.getAttribute("aria-label") || field.labels[0]?.textContent.trim().replace(/:$/, "");
    for (const box of field.nextElementSibling?.querySelectorAll("[role=combobox], [role=textbox]") ?? []) {
      if (!label) continue;
      box.setAttribute("aria-label", label);
      box.removeAttribute("aria-labelledby");
    }
  }
}
window.django?.jQuery?.(nameBoxes); // after Django’s own, which makes the boxes
document.addEventListener("formset:added", () => setTimeout(nameBoxes));
