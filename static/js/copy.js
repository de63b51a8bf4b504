// A button [data-copy="#id"] copies that field; it is hidden in the page, for without script it could do nothing.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}

async function copy(button) {
  const field = document.querySelector(button.dataset.copy);
  const label = button.textContent;
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    field.select();
    return;
  }
  button.textContent = button.dataset.copied;
  setTimeout(() => { button.textContent = label; }, 4000);
}
