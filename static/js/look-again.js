// While something is being made: look every two seconds, as the link on the page does by hand, and show the page anew once
// it no longer waits. Until then only what it says of its state changes, so that nobody loses their place in it.
const PAUSE = 2000; // ms
const states = (page) => [...page.querySelectorAll("[role=status]")];

async function look() {
  try {
    const answer = await fetch(location.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = states(page);
    const isWaiting = page.querySelector("script[src*=look-again]") && now.length === states(document).length;
    if (!isWaiting) return location.reload();
    states(document).forEach((state, at) => {
      if (state.textContent !== now[at].textContent) state.replaceChildren(...now[at].childNodes);
    });
  } catch { /* no connection: the link is still there */ }
  setTimeout(look, PAUSE);
}

setTimeout(look, PAUSE);
