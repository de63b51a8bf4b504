// Rows move by the buttons beside their numbers; the numbers say the same, and are what is sent.
// Dragging is done by admin_ordering, which counts in tens: after it, rows are counted from 1 again.
const words = document.querySelector("#desk-words")?.dataset ?? {};
const ROW = ".has_original, [class*='dynamic-']";

function rowsOf(group) {
  return [...group.querySelectorAll(ROW)].filter((row) => row.querySelector(".vPlace") && !row.matches(".empty-form"));
}

function renumber(group) {
  rowsOf(group).forEach((row, at) => {
    const isTyped = row.matches(".has_original") || [...row.querySelectorAll("textarea, input[type=text]")].some((field) => field.value);
    row.querySelector(".vPlace").value = isTyped ? at + 1 : "";
  });
}

function changed(group) {
  group.closest("form").dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("click", (event) => {
  const button = event.target.closest(".desk-move button");
  if (!button) return;
  event.preventDefault();
  const group = button.closest(".inline-group");
  const rows = rowsOf(group);
  const row = button.closest(ROW);
  const at = rows.indexOf(row);
  const to = at + (button.value.endsWith(":up") ? -1 : 1);
  if (at < 0 || to < 0 || to >= rows.length) return;
  if (to < at) rows[to].before(row);
  else rows[to].after(row);
  renumber(group);
  button.focus();
  const state = document.querySelector(".save-state");
  if (state) state.textContent = (words.place ?? "").replace("{place}", to + 1);
  changed(group);
});

window.django?.jQuery(document).on("sortupdate formset:added formset:removed", (event) => {
  const group = event.target.closest?.(".inline-group");
  if (group) setTimeout(() => { renumber(group); changed(group); }, 0);
});

// An empty row waits for those without scripts; with them, rows are added by the button.
function takeEmptyRows() {
  for (const row of document.querySelectorAll(".inline-group [class*='dynamic-']:not(.has_original)")) {
    const isTyped = [...row.querySelectorAll("textarea, input:not([type=hidden], [type=checkbox])")].some((field) => field.value);
    if (!isTyped && !row.querySelector(".errorlist")) row.querySelector(".inline-deletelink")?.click();
  }
}
// After the admin's own scripts, which wait for the same event and then for their turn.
document.addEventListener("DOMContentLoaded", () => setTimeout(takeEmptyRows, 0));
