// When a request of htmx fails, the page stays as it is, with what was typed, and a message at its foot says so.
// A whole page never replaces a part. After the session ended, and where one is turned away, the form is sent as without
// scripts: the site keeps the words.
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

/** Whoever may no longer write here gets a page with their words, to copy them. */
function isTurnedAway({ status }, { body }) {
  return (status === 403 || status === 404) && Boolean(body?.get?.("body")?.trim());
}

function sendPlainly({ action, body }) {
  const form = Object.assign(document.createElement("form"), { method: "post", action });
  for (const [name, value] of body) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  document.body.append(form);
  form.submit();
}

if (place) {
  document.addEventListener("htmx:after:request", (event) => {
    const { response, text } = event.detail.ctx;
    const isFailure = response.status >= 400 && (text.trim() === "" || /^\s*<!doctype/i.test(text));
    if (!isFailure && !isSignInPage(response.raw)) return;
    event.preventDefault();
    if (isFailure && !isTurnedAway(response, event.detail.ctx.request)) say(place.dataset.failed);
    else sendPlainly(event.detail.ctx.request);
  });
  document.addEventListener("htmx:error", () => say(place.dataset.offline));
}
