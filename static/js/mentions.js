// Completes @names in a box [data-mentions]: the names come from that address, once, when the first @ is typed.
const MOST = 8;
const names = new Map();
const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

async function namesAt(url) {
  if (!names.has(url)) {
    const asked = fetch(url, { headers: { Accept: "application/json" }, redirect: "manual" });
    names.set(url, asked.then((response) => (response.ok ? response.json() : { names: [] })).catch(() => ({ names: [] })));
  }
  return (await names.get(url)).names;
}

/** What stands between the last @ and the caret, or null. */
function typed(box) {
  const before = box.value.slice(0, box.selectionStart);
  const found = /(?:^|[^\w.%+@-])@([^@\n]{0,40})$/u.exec(before);
  return found && box.selectionStart === box.selectionEnd ? found[1] : null;
}

function fitting(all, query) {
  const wanted = folded(query);
  const fits = (name) => folded(name).startsWith(wanted) || folded(name).split(" ").some((word) => word.startsWith(wanted));
  return all.filter(fits).slice(0, MOST);
}

function complete(box) {
  const list = document.createElement("ul");
  const status = document.createElement("p");
  const id = `${box.id}-names`;
  Object.assign(list, { id, className: "names-offered", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.dataset.mentionsLabel);
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  box.after(list, status);
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-haspopup", "listbox");
  let at = 0;

  function close() {
    list.hidden = true;
    list.replaceChildren();
    box.removeAttribute("aria-activedescendant");
    box.removeAttribute("aria-controls");
    status.textContent = "";
  }

  function choose(place) {
    at = (place + list.children.length) % list.children.length;
    [...list.children].forEach((option, number) => option.setAttribute("aria-selected", String(number === at)));
    box.setAttribute("aria-activedescendant", list.children[at].id);
  }

  function insert(name) {
    const start = box.selectionStart - typed(box).length;
    box.setRangeText(`${name} `, start, box.selectionStart, "end");
    close();
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  async function offer() {
    const query = typed(box);
    if (query === null) return close();
    const found = fitting(await namesAt(box.dataset.mentions), query);
    const isDone = found.length === 1 && folded(query).startsWith(`${folded(found[0])} `);
    if (query !== typed(box)) return;
    if (!found.length || isDone || found.includes(query.trimEnd()) && query.endsWith(" ")) return close();
    list.replaceChildren(...found.map((name, number) => {
      const option = document.createElement("li");
      Object.assign(option, { id: `${id}-${number}`, textContent: name, dir: "auto" });
      option.setAttribute("role", "option");
      return option;
    }));
    list.hidden = false;
    box.setAttribute("aria-controls", id);
    status.textContent = box.dataset.mentionsFound.replace("{count}", found.length);
    choose(0);
    list.scrollIntoView({ block: "nearest" });
  }

  box.addEventListener("input", offer);
  box.addEventListener("blur", () => setTimeout(close, 150));
  list.addEventListener("pointerdown", (event) => {
    const option = event.target.closest("li");
    if (!option) return;
    event.preventDefault();
    insert(option.textContent);
  });
  box.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const acts = {
      ArrowDown: () => choose(at + 1),
      ArrowUp: () => choose(at - 1),
      Enter: () => insert(list.children[at].textContent),
      Tab: () => insert(list.children[at].textContent),
      Escape: close,
    };
    if (!acts[event.key]) return;
    event.preventDefault();
    acts[event.key]();
  });
}

document.querySelectorAll("textarea[data-mentions]").forEach(complete);
