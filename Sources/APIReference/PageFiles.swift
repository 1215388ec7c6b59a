// Written by embed-pages.sh: change the files in Pages instead.
// swift-format-ignore-file

/// The files beside the page of the reference: in the program itself, so that it needs none.
enum PageFiles {
    static let texts: KeyValuePairs<String, String> = [
        "filter.js": ##"""
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
"""##,
        "reference.css": ##"""
/* The reference of the API: contents beside what they lead to; on narrow screens, above it. */
*, *::before, *::after { box-sizing: border-box; }

html { font-size: 100%; -webkit-text-size-adjust: 100%; scroll-padding-top: 4.5rem; }

body {
  margin: 0; min-width: 20rem; background: var(--page); color: var(--text);
  font: 0.9375rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}

h1, h2, h3, h4, p, ul, dl, dd, pre { margin: 0; padding: 0; }
ul { list-style: none; }
[hidden] { display: none !important; }
.muted { color: var(--muted); }
.unseen {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap;
}
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 0.25rem; }

a { color: var(--accent-strong); text-decoration-thickness: 1px; text-underline-offset: 0.2em; }
a:hover { text-decoration-thickness: 2px; }
a:has(> code) { text-decoration: none; }
a:has(> code):hover { text-decoration: underline; }
code, pre { font-family: ui-monospace, "SF Mono", "Cascadia Code", "Noto Sans Mono", monospace; }
code {
  font-size: 0.8125rem; padding: 0.0625rem 0.3125rem; border-radius: 0.25rem;
  background: var(--calm-soft); color: var(--calm); overflow-wrap: anywhere;
}
a > code { color: inherit; background: var(--accent-soft); }

.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 1rem; z-index: 3; background: var(--card); padding: 0.5rem 1rem; }

.bar {
  position: sticky; top: 0; z-index: 2; display: flex; align-items: center; gap: 0.75rem;
  height: 3.25rem; padding: 0 1.25rem; background: var(--card);
  border-bottom: 1px solid var(--line);
}
.brand {
  display: flex; align-items: center; gap: 0.625rem; color: var(--text); font-weight: 700;
  letter-spacing: -0.01em; text-decoration: none; white-space: nowrap;
}
.mark {
  width: 1.75rem; height: 1.75rem; border-radius: 0.5rem; background: var(--accent);
  display: grid; place-items: center;
}
.mark::after {
  content: ""; width: 0.75rem; height: 0.75rem; border-radius: 50%;
  border: 0.1875rem solid var(--on-accent);
}
.version { font-size: 0.8125rem; }
.contract { margin-left: auto; font-size: 0.8125rem; white-space: nowrap; }

.columns {
  display: grid; grid-template-columns: 19rem minmax(0, 52rem); gap: 3rem;
  max-width: 80rem; margin: 0 auto; padding: 0 1.25rem; align-items: start;
}

.side {
  position: sticky; top: 3.25rem; height: calc(100vh - 3.25rem); overflow-y: auto;
  padding: 1.25rem 0.75rem 2rem 0.25rem; scrollbar-width: thin; font-size: 0.875rem;
}
.finder { position: relative; margin-bottom: 1rem; }
.finder input {
  width: 100%; min-height: 2.5rem; padding: 0.375rem 0.75rem; border: 1px solid var(--line-strong);
  border-radius: 0.5rem; background: var(--card); color: var(--text); font: inherit;
}
.finder input::placeholder { color: var(--muted); opacity: 1; }
.finder p { font-size: 0.8125rem; padding: 0.25rem 0.75rem 0; font-variant-numeric: tabular-nums; }
.finder p:empty { display: none; }
/* Only where the contents are folded. */
.side > label, .side > input { display: none; }

nav section { margin-bottom: 1rem; }
nav a { display: flex; gap: 0.5rem; text-decoration: none; line-height: 1.4; }
nav a.group { font-weight: 650; color: var(--text); padding: 0.1875rem 0.5rem; }
nav li a {
  align-items: baseline; padding: 0.25rem 0.5rem; border-radius: 0.375rem; color: var(--muted);
}
nav a:hover { background: var(--calm-soft); color: var(--text); }
nav .method.method {
  font-size: 0.625rem; min-width: 2.75rem; padding: 0; background: none; text-align: left;
}
nav code { background: none; padding: 0; color: inherit; }

.method {
  flex: none; display: inline-block; font-size: 0.75rem; font-weight: 700; letter-spacing: 0.03em;
  padding: 0.125rem 0.5rem; border-radius: 0.375rem; text-align: center;
}
.method.get { color: var(--calm); background: var(--calm-soft); }
.method.post { color: var(--good); background: var(--good-soft); }
.method.put, .method.patch { color: var(--warning); background: var(--warning-soft); }
.method.delete { color: var(--bad); background: var(--bad-soft); }

main { padding: 2.5rem 0 6rem; min-width: 0; }
main > section { margin-bottom: 4rem; }
h1 { font-size: 2rem; line-height: 1.2; letter-spacing: -0.02em; }
h2 {
  font-size: 1.5rem; line-height: 1.3; letter-spacing: -0.015em; margin-bottom: 0.5rem;
  overflow-wrap: anywhere;
}
h3 { font-size: 1.125rem; line-height: 1.35; overflow-wrap: anywhere; }
h4 {
  font-size: 0.75rem; font-weight: 650; letter-spacing: 0.06em; text-transform: uppercase;
  color: var(--muted); padding-top: 0.75rem;
}
.lead { font-size: 1.125rem; color: var(--muted); margin: 0.25rem 0 1.5rem; }
.prose { max-width: 44rem; display: grid; gap: 0.75rem; }
.prose:not(:empty) { margin-bottom: 1.25rem; }
.points { padding-left: 1.25rem; list-style: disc; display: grid; gap: 0.25rem; }
.points li::marker { color: var(--line-strong); }

.scrolls { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td {
  padding: 0.5rem 1rem 0.5rem 0; border-bottom: 1px solid var(--line); text-align: left;
  vertical-align: top;
}
td:first-child code { white-space: nowrap; }
th { font-size: 0.8125rem; color: var(--muted); font-weight: 600; }

.card {
  background: var(--card); border: 1px solid var(--line); border-radius: 0.75rem;
  box-shadow: var(--shadow); padding: 1.5rem; margin-top: 1.25rem; display: grid;
  grid-template-columns: minmax(0, 1fr); gap: 0.75rem; scroll-margin-top: 4.5rem;
}
.small-card { padding: 1rem 1.5rem; margin-top: 0.75rem; gap: 0.5rem; }
.card:target { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
.card p { max-width: 44rem; }
.anchor {
  margin-left: 0.5rem; color: var(--line-strong); font-weight: 400; text-decoration: none;
  opacity: 0;
}
h3:hover .anchor, .anchor:focus-visible { opacity: 1; }
@media (hover: none) { .anchor { opacity: 1; } }

.card > .route { max-width: none; }
.route { display: flex; flex-wrap: wrap; align-items: center; gap: 0.375rem 0.625rem; }
.path { background: none; padding: 0; color: var(--text); font-size: 0.875rem; font-weight: 600; }
.id { margin-left: auto; background: none; padding: 0; color: var(--muted); }

.who {
  display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.375rem 0.75rem;
  font-size: 0.8125rem;
}
.who ul { display: flex; flex-wrap: wrap; gap: 0.375rem; }
.who li {
  padding: 0.0625rem 0.625rem; border: 1px solid var(--line); border-radius: 1rem;
  color: var(--muted);
}
.who strong { color: var(--text); font-weight: 600; }

.fields > li {
  padding: 0.625rem 0; border-top: 1px solid var(--line); display: grid; gap: 0.25rem;
}
.fields > li:last-child { border-bottom: 1px solid var(--line); }
.fields .fields {
  margin: 0.375rem 0 0 0.25rem; padding-left: 1rem; border-left: 2px solid var(--line);
}
.fields .fields > li:first-child { border-top: 0; }
.fields .fields > li:last-child { border-bottom: 0; }
.head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.25rem 0.75rem; }
.name { font-weight: 600; color: var(--text); background: none; padding: 0; }
.kind, .place { font-size: 0.8125rem; color: var(--muted); }
.need { font-size: 0.75rem; font-weight: 600; color: var(--warning); }
.limits {
  display: flex; flex-wrap: wrap; gap: 0.125rem 0.75rem; font-size: 0.8125rem;
  color: var(--muted);
}
.limits summary { padding: 0; font-size: inherit; }
.values { display: flex; flex-wrap: wrap; gap: 0.25rem; }
.media { font-size: 0.8125rem; color: var(--muted); }

.responses { display: grid; }
.responses > li {
  padding: 0.625rem 0; border-top: 1px solid var(--line); display: grid; gap: 0.375rem;
  grid-template-columns: minmax(0, 1fr); scroll-margin-top: 4.5rem;
}
.responses > li:target { background: var(--accent-soft); }
.responses > li > .head { flex-wrap: nowrap; }
#problems .head { flex-wrap: wrap; }
.responses > li > :not(.head) { margin-left: 3.5rem; }
.status {
  flex: none; min-width: 2.75rem; font-weight: 650; font-size: 0.8125rem;
  font-variant-numeric: tabular-nums;
}
.s2 { color: var(--good); }
.s3 { color: var(--calm); }
.s4 { color: var(--warning); }
.s5 { color: var(--bad); }
.shared {
  font-size: 0.8125rem; color: var(--muted); display: flex; flex-wrap: wrap; gap: 0 0.5rem;
}
.shared .status { min-width: 0; text-decoration: none; }
.shared .status:hover { text-decoration: underline; }
.codes { display: flex; flex-wrap: wrap; gap: 0.25rem; }
.headers { font-size: 0.8125rem; color: var(--muted); }

details > summary {
  cursor: pointer; color: var(--muted); font-size: 0.8125rem; padding: 0.25rem 0;
}
details > summary:hover { color: var(--text); }
details[open] > summary { color: var(--text); }
pre {
  overflow-x: auto; padding: 0.875rem 1rem; border: 1px solid var(--line); border-radius: 0.5rem;
  background: var(--raised); line-height: 1.5; margin: 0.25rem 0 0.5rem;
}
pre code { background: none; padding: 0; color: var(--text); overflow-wrap: normal; }

.types { display: flex; flex-wrap: wrap; gap: 0.375rem; }
.types li { scroll-margin-top: 6rem; }
.types code { font-size: 0.875rem; font-weight: 600; padding: 0.1875rem 0.5rem; }
.types li:target code { background: var(--accent); color: var(--on-accent); }

@media (max-width: 60rem) {
  .columns { grid-template-columns: minmax(0, 1fr); gap: 0; padding: 0 1rem; }
  .side { position: static; height: auto; padding: 1rem 0 0; overflow: visible; }
  .finder { margin-bottom: 0.75rem; }
  .side > label {
    display: flex; justify-content: space-between; padding: 0.5rem 0.875rem; cursor: pointer;
    border: 1px solid var(--line); border-radius: 0.5rem; background: var(--card); font-weight: 600;
  }
  .side > input { display: block; }
  .side > label::after { content: "+"; color: var(--muted); }
  .unseen:checked + label::after { content: "\2212"; }
  .unseen:focus-visible + label { outline: 3px solid var(--focus); outline-offset: 2px; }
  .side > nav { display: none; padding-top: 0.75rem; }
  .unseen:checked ~ nav { display: block; }
  main { padding-top: 1.5rem; }
}

@media (max-width: 40rem) {
  .bar { padding: 0 1rem; }
  .version { display: none; }
  .card { padding: 1rem; border-radius: 0.625rem; }
  .id { margin-left: 0; width: 100%; }
  .responses > li > :not(.head) { margin-left: 0; }
  h1 { font-size: 1.625rem; }
  h2 { font-size: 1.25rem; }
}

@media print {
  .side, .bar, .anchor { display: none; }
  .columns { display: block; }
}
"""##,
    ]
}
