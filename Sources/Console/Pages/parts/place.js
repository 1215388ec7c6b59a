// Which page of the console is open, as the address says it: "#/agents/1001". So the browser's own
// Back works, and a page can be loaded anew.

/** Those of an administrator, in the order of the links. */
export const pages = {
  live: "Live",
  policy: "Policy",
  agents: "Agents",
  groups: "Groups",
  lines: "Trunks and queues",
};

/** What is not to be taken for an id: no id begins with it. */
const NEW = "+";
const withEntries = ["agents", "groups"];

/** @returns `{page, id, isNew}`; what is not known is the live view. */
export function placeOf(hash) {
  const [, page = "", entry = ""] = hash.split("/");
  const id = decoded(entry);
  if (!hash.startsWith("#/") || !Object.hasOwn(pages, page) || id === null) return place("live");
  if (!withEntries.includes(page) || id === "") return place(page);
  return id === NEW ? { ...place(page), isNew: true } : place(page, id);
}

export function hashOf({ page, id = null, isNew = false }) {
  if (page === "live") return "#/live";
  const entry = isNew ? NEW : id;
  if (entry === null) return `#/${page}`;
  return `#/${page}/${entry === NEW ? NEW : encodeURIComponent(entry)}`;
}

function place(page, id = null) {
  return { page, id, isNew: false };
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
