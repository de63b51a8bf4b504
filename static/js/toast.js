// A toast goes after a while, unless somebody is at it or it speaks of trouble. Messages at the head of a page that was
// opened further down are out of sight: there they become toasts.
const STAY = 10000;
const place = document.getElementById("toast");

if (place) {
  let timer;
  const leave = () => {
    if (place.querySelector(":hover, :focus-within, .is-error")) wait();
    else place.replaceChildren();
  };
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(leave, STAY);
  };
  new MutationObserver(() => place.childElementCount && wait()).observe(place, { childList: true });
  if (document.getElementById(location.hash.slice(1))) {
    for (const message of document.querySelectorAll(".messages > .message")) {
      message.classList.add("toast");
      place.append(message);
    }
  }
}
