/** What was typed and not sent yet: kept in this window, also over a reload. */

const KEPT = "homeroom.drafts";
const drafts = read();

function read() {
  try {
    return new Map(JSON.parse(sessionStorage.getItem(KEPT) ?? "[]"));
  } catch {
    return new Map();
  }
}

/** Return the draft under a key, or undefined. */
export function draftOf(key) {
  return drafts.get(key);
}

/** Keep a draft under a key; one that is empty is forgotten. */
export function keepDraft(key, draft) {
  if (draft) drafts.set(key, draft);
  else drafts.delete(key);
  try {
    sessionStorage.setItem(KEPT, JSON.stringify([...drafts]));
  } catch {
    // there is no room for more: it stays until the page is left
  }
}
