// Keeps the reader's place in a chapter: the first paragraph in the window, sent when the page is left. The number of
// the paragraph that was last pointed at stands in the forms that begin talk about one.
const text = document.querySelector("[data-place-form]");
const form = text && document.getElementById(text.dataset.placeForm);
let sent = 0;

function paragraphInView() {
  const paragraphs = [...text.querySelectorAll(".para[id]")];
  const first = paragraphs.find((paragraph) => paragraph.getBoundingClientRect().bottom > 0);
  return first ? Number(first.id.slice(1)) : 0;
}

function keep() {
  const paragraph = paragraphInView();
  if (!paragraph || paragraph === sent) return;
  sent = paragraph;
  form.elements.paragraph.value = paragraph;
  fetch(form.action, { method: "POST", body: new FormData(form), keepalive: true });
}

if (form) {
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && keep());
  addEventListener("pagehide", keep);
}

function pointAt() {
  const [, number] = /^#p(\d+)$/.exec(location.hash) ?? [];
  if (number) document.querySelectorAll("input[type=number][name=paragraph]").forEach((field) => { field.value = number; });
}

addEventListener("hashchange", pointAt);
pointAt();

// The number of a paragraph leads to it, as without this script, and says how to refer to it.
const refer = document.getElementById("refer");

let from = null;

function open(number) {
  const field = refer.querySelector("[data-cited]");
  field.value = `${field.dataset.cited}${number}, ${location.origin}${location.pathname}#p${number}`;
  refer.querySelector("[data-number]").textContent = number;
  for (const link of refer.querySelectorAll("[data-paragraph]")) {
    link.href = link.href.replace(/paragraph=\d*$/, `paragraph=${number}`);
  }
  refer.showPopover();
  field.focus({ preventScroll: true });
  field.select();
}

if (refer?.showPopover) {
  // Following the link took the focus away, and the keyboard should go on where it was.
  refer.addEventListener("toggle", (event) => {
    const isLost = document.activeElement === document.body || refer.contains(document.activeElement);
    if (event.newState === "closed" && isLost) from?.focus({ preventScroll: true });
  });
  document.addEventListener("click", (event) => {
    const number = event.target.closest?.(".para-no");
    if (number && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      from = number;
      setTimeout(open, 0, number.hash.slice(2)); // once the page is at the paragraph
    }
  });
}
