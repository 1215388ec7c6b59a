// Shows what has all the words that are typed, and what the address names. Without it all is shown.

const finder = document.getElementById("finder");
const field = document.getElementById("filter");
const found = document.getElementById("found");
const things = [...document.querySelectorAll("[data-find]")];
const sections = [...document.querySelectorAll("main > section")];
const entries = [...document.querySelectorAll("nav li, nav section")];

function show() {
  const words = field.value.toLowerCase().split(/\s+/).filter((word) => word);
  let count = 0;
  for (const thing of things) {
    thing.hidden = !words.every((word) => thing.dataset.find.includes(word));
    if (!thing.hidden) count += 1;
  }
  for (const section of sections) {
    section.hidden = words.length > 0 && !section.querySelector("[data-find]:not([hidden])");
  }
  for (const entry of entries) entry.hidden = words.length > 0 && !leadsToShown(entry);
  found.textContent = words.length ? `${count} of ${things.length}` : "";
}

/** Whether something can be seen where an entry of the contents, or one within it, leads. */
function leadsToShown(entry) {
  return [...entry.querySelectorAll("a")].some((link) => {
    const target = targetOf(link.hash);
    if (!target) return false;
    const thing = target.closest("[data-find]");
    return thing ? !thing.hidden : !target.hidden && entry.matches("section");
  });
}

function targetOf(hash) {
  return hash ? document.getElementById(decodeURIComponent(hash.slice(1))) : null;
}

/** Whoever follows a link is shown where it leads, also when the filter hides it. */
function reveal() {
  const target = targetOf(location.hash);
  if (!target || target.getClientRects().length) return;
  field.value = "";
  show();
  target.scrollIntoView();
}

finder.hidden = false;
field.addEventListener("input", show);
window.addEventListener("hashchange", reveal);
document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input, textarea, select");
  if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    field.focus();
    field.select();
  } else if (event.key === "Escape" && event.target === field) {
    field.value = "";
    show();
  }
});
show();
reveal();
