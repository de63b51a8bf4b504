// When a request of htmx fails, the page stays as it is, with what was typed, and a message at its foot says so.
// A whole page never replaces a part: it is an error page, or the sign-in page after the session ended.
const place = document.getElementById("toast");

function say(words) {
  const message = document.createElement("div");
  message.className = "message is-error toast";
  message.append(document.createElement("p"));
  message.firstChild.textContent = words;
  place.replaceChildren(message);
}

function isSignInPage(response) {
  return response.redirected && new URL(response.url).pathname === place.dataset.signIn;
}

if (place) {
  document.addEventListener("htmx:after:request", (event) => {
    const { response, text } = event.detail.ctx;
    const isFailure = response.status >= 400 && (text.trim() === "" || /^\s*<!doctype/i.test(text));
    if (!isFailure && !isSignInPage(response.raw)) return;
    event.preventDefault();
    say(isFailure ? place.dataset.failed : place.dataset.signedOut);
  });
  document.addEventListener("htmx:error", () => say(place.dataset.offline));
}
