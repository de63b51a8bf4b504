// Rows of a plan move by buttons too; the numbers beside them say the same, and are what is sent.
const list = document.querySelector("[data-order]");

function renumber() {
  list.querySelectorAll("[data-place]").forEach((place, at) => { place.querySelector("input").value = at + 1; });
}

function move(button) {
  const row = button.closest("[data-row]");
  const step = Number(button.dataset.move);
  const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
  if (!other?.matches("[data-row]")) return;
  if (step < 0) other.before(row);
  else other.after(row);
  renumber();
  button.focus();
  const place = [...list.querySelectorAll("[data-row]")].indexOf(row) + 1;
  list.querySelector("[role=status]").textContent = list.dataset.order.replace("{place}", place);
}

if (list) {
  list.querySelectorAll("[data-move]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => move(button));
  });
}
