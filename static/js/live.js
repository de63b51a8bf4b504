// An open thread asks now and then whether somebody has posted, and shows the posts when one wants to see them.
const PAUSE = 30000;
const list = document.querySelector("[data-live]");

async function ask(query, headers = {}) {
  const url = new URL(list.dataset.live, location);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const response = await fetch(url, { headers: { ...headers, Accept: "text/html" }, redirect: "manual" });
  return response.ok ? { html: await response.text(), mark: response.headers.get("ETag") } : null;
}

function start() {
  let mark = null;
  const place = document.createElement("div");
  place.setAttribute("role", "status");
  list.after(place);

  async function look() {
    if (document.visibilityState !== "visible") return;
    const news = await ask({ after: list.dataset.liveAfter }, mark ? { "If-None-Match": mark } : {}).catch(() => null);
    if (!news) return;
    mark = news.mark;
    const found = new DOMParser().parseFromString(news.html, "text/html").querySelector("[data-live-count]");
    place.replaceChildren(...(found ? [found] : []));
  }

  async function show(event) {
    if (!event.target.closest("a")) return;
    event.preventDefault();
    const news = await ask({ after: list.dataset.liveAfter, show: 1 }).catch(() => null);
    if (!news) return location.assign(event.target.closest("a").href);
    const voices = new DOMParser().parseFromString(news.html, "text/html").querySelectorAll(".voice");
    insert([...voices].filter((voice) => !document.getElementById(voice.id)));
  }

  function insert(voices) {
    place.replaceChildren();
    if (!voices.length) return;
    list.append(...voices);
    list.dataset.liveAfter = Math.max(...voices.map((voice) => Number(voice.id.slice(1))));
    mark = null;
    voices[0].tabIndex = -1;
    voices[0].focus();
  }

  place.addEventListener("click", show);
  setInterval(look, PAUSE);
  document.addEventListener("visibilitychange", look);
}

if (list) start();
