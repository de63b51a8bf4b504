// The organizers' desk: Markdown previews in place, and a copy of what was typed until it is saved.

const PREVIEW_DELAY = 400; // ms after the last key
const COPY_DELAY = 1500;

function previewOf(field) {
  const area = field.querySelector("textarea");
  const button = field.querySelector(".markdown-preview");
  const shown = field.querySelector(".markdown-shown");
  let timer;

  async function show() {
    const body = new FormData();
    body.append("source", area.value);
    body.append("csrfmiddlewaretoken", area.form.elements.csrfmiddlewaretoken.value);
    const answer = await fetch(button.formAction, {
      method: "POST", body, headers: { "X-Requested-With": "fetch" }, credentials: "same-origin",
    });
    if (answer.ok && !shown.hidden) shown.innerHTML = await answer.text(); // the site's own sanitised HTML
  }

  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", (event) => {
    event.preventDefault();
    shown.hidden = !shown.hidden;
    button.setAttribute("aria-expanded", String(!shown.hidden));
    if (!shown.hidden) show();
  });
  area.addEventListener("input", () => {
    clearTimeout(timer);
    if (!shown.hidden) timer = setTimeout(show, PREVIEW_DELAY);
  });
}

function typed(form) {
  const values = {};
  for (const element of form.elements) {
    if (!element.name || ["csrfmiddlewaretoken", "preview"].includes(element.name)) continue;
    if (["submit", "button", "file", "fieldset"].includes(element.type)) continue;
    if (["checkbox", "radio"].includes(element.type)) values[`${element.name}=${element.value}`] = element.checked;
    else if (element.multiple) values[element.name] = [...element.selectedOptions].map((option) => option.value);
    else values[element.name] = element.value;
  }
  return values;
}

function putBack(form, values) {
  for (const element of form.elements) {
    if (!element.name || /seen_version$|_FORMS$/.test(element.name)) continue;
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

function keepCopy(form) {
  const key = `desk:${location.pathname}`;
  const before = JSON.stringify(typed(form));
  const words = form.querySelector("#desk-words")?.dataset ?? {};
  let timer;
  let kept = null;
  try { kept = JSON.parse(localStorage.getItem(key)); } catch { kept = null; }
  if (kept && JSON.stringify(kept.values) !== before) offer(form, kept, words, key);

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const now = typed(form);
      try {
        if (JSON.stringify(now) === before) localStorage.removeItem(key);
        else localStorage.setItem(key, JSON.stringify({ at: Date.now(), values: now }));
      } catch { /* no room: the form itself still holds the text */ }
    }, COPY_DELAY);
  });
  if (document.querySelector(".messagelist .success")) {
    try { localStorage.removeItem(key); } catch { /* nothing kept */ }
  }
}

function offer(form, kept, words, key) {
  if (document.querySelector(".messagelist .success")) return;
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

for (const field of document.querySelectorAll(".markdown-field")) previewOf(field);
const form = document.querySelector("#guide_form, #section_form, #question_form");
if (form?.elements.seen_version) keepCopy(form);
