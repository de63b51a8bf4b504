// Shows the passkey buttons where the browser has passkeys, and says so when one did not work (errors come from allauth).
const able = Boolean(window.PublicKeyCredential);

document.querySelectorAll("[data-passkey]").forEach((button) => {
  button.hidden = !able;
  button.addEventListener("click", () => show(false));
});
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  show(true);
});

function show(trouble) {
  document.querySelectorAll("[data-passkey-trouble]").forEach((message) => { message.hidden = !trouble; });
}
