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
