// The copy of a draft in this window: one entry per person and question, gone as soon as the site has the words.
const keyOf = (form) => `draft:${form.dataset.draftKey}`;

export function keep(form, text, sent = false) {
  try {
    localStorage.setItem(keyOf(form), JSON.stringify({ text, sent, at: Date.now() }));
  } catch { /* storage may be full or forbidden: the words still go to the site */ }
}

export function forget(form) {
  try {
    localStorage.removeItem(keyOf(form));
  } catch { /* forbidden storage holds nothing */ }
}

/** {text, sent, at in milliseconds}, or null. */
export function kept(form) {
  try {
    return JSON.parse(localStorage.getItem(keyOf(form)));
  } catch {
    return null;
  }
}
