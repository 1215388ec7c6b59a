// Draws what a view describes into the page and changes only what differs, so that the focus and
// what somebody types stay where they are. Text is always text: nothing here reads HTML.

const SVG = "http://www.w3.org/2000/svg";
const drawn = new WeakMap();

/**
 * Describes an element. Properties that begin with "on" are listeners; `key` tells siblings apart.
 */
export function h(tag, properties, ...children) {
  return { tag, properties: properties ?? {}, children: described(children) };
}

function described(children) {
  return children
    .flat(Infinity)
    .filter((child) => child !== null && child !== undefined && child !== false && child !== "")
    .map((child) => (typeof child === "object" ? child : String(child)));
}

/** Draws a whole page; what has the focus keeps it, also where it moves to another place. */
export function drawPage(root, ...descriptions) {
  const focused = document.activeElement;
  draw(root, ...descriptions);
  const isLost = !document.activeElement || document.activeElement === document.body;
  if (isLost && focused?.isConnected) focused.focus({ preventScroll: true });
}

/** Makes the children of `parent` what `descriptions` say. */
export function draw(parent, ...descriptions) {
  const wanted = described(descriptions);
  const old = drawn.get(parent) ?? [];
  const free = [...old];
  const now = wanted.map((description) => {
    const at = free.findIndex((entry) => fits(entry.description, description));
    if (at < 0) return { description, node: made(description, parent) };
    const [entry] = free.splice(at, 1);
    change(entry, description);
    return { description, node: entry.node };
  });
  for (const entry of free) entry.node.remove();
  let place = parent.firstChild;
  for (const { node } of now) {
    if (node === place) place = place.nextSibling;
    else parent.insertBefore(node, place);
  }
  drawn.set(parent, now);
}

function fits(before, after) {
  if (typeof before === "string" || typeof after === "string") {
    return typeof before === typeof after;
  }
  return before.tag === after.tag && before.properties.key === after.properties.key;
}

function made(description, parent) {
  if (typeof description === "string") return document.createTextNode(description);
  const isDrawing = description.tag === "svg" || parent.namespaceURI === SVG;
  const element = isDrawing
    ? document.createElementNS(SVG, description.tag)
    : document.createElement(description.tag);
  for (const [name, value] of Object.entries(description.properties)) set(element, name, value);
  draw(element, description.children);
  // A select's value is one of its children's.
  if (description.properties.value !== undefined) element.value = description.properties.value;
  return element;
}

function change(entry, description) {
  const { description: before, node } = entry;
  if (typeof description === "string") {
    if (before !== description) node.data = description;
    return;
  }
  const names = new Set([
    ...Object.keys(before.properties),
    ...Object.keys(description.properties),
  ]);
  for (const name of names) {
    const value = description.properties[name];
    if (before.properties[name] !== value) set(node, name, value);
  }
  draw(node, description.children);
}

function set(element, name, value) {
  if (name === "key") return;
  if (name.startsWith("on")) {
    element[name] = value ?? null;
  } else if (name === "value" || name === "checked" || name === "indeterminate") {
    element[name] = value ?? "";
  } else if (value === undefined || value === null || value === false) {
    element.removeAttribute(name);
  } else {
    element.setAttribute(name, value === true ? "" : value);
  }
}
