// All agents and all groups, to choose one or to add one.

import { h } from "../parts/dom.js";
import { hashOf } from "../parts/place.js";
import { statuses } from "../parts/words.js";
import { section } from "./controls.js";

/** More are not drawn at once: the filter finds them. */
const MOST = 200;

export function agentsList(admin) {
  const { data, filter } = admin;
  const found = filtered(data.agents, filter);
  return section(
    "agents", "Agents", {},
    h(
      "div",
      { key: "filters", class: "row filters" },
      h("label", { for: "agents-filter", class: "unseen" }, "Filter by name, id or group"),
      h("input", {
        id: "agents-filter",
        type: "search",
        placeholder: "Name, id or group",
        autocomplete: "off",
        "data-focus-letter": "f",
        "aria-keyshortcuts": "f",
        value: filter,
        oninput: (event) => {
          admin.filter = event.target.value;
          admin.redraw();
        },
      }),
      addLink(admin, "agents", "Add an agent"),
    ),
    h(
      "p",
      { key: "count", class: "muted small", role: "status" },
      countText(found.length, data.agents.length),
    ),
    entries(found.slice(0, MOST), "agents", ({ group, status }) => [
      group ? h("span", { class: "muted" }, group) : null,
      h("span", { class: `pill ${status.status}` }, statuses[status.status] ?? status.status),
    ]),
  );
}

/** Those whose name, id or group has what was typed. */
export function filtered(agents, filter) {
  const wanted = filter.trim().toLowerCase();
  return agents.filter(({ id, name, group = "" }) =>
    [id, name, group].some((one) => one.toLowerCase().includes(wanted)));
}

function countText(found, all) {
  if (all === 0) return "There are no agents yet.";
  if (found === 0) return "No agent fits the filter.";
  if (found > MOST) return `The first ${MOST} of ${found}. Filter to find the others.`;
  return found === all ? `${all} in all.` : `${found} of ${all}.`;
}

export function groupsList(admin) {
  const { groups } = admin.data;
  return section(
    "groups", "Groups", {},
    h(
      "p",
      { key: "note", class: "muted" },
      "What is said for a group holds for the agents in it, where nothing else is said for them.",
    ),
    h("div", { key: "filters", class: "row filters" }, addLink(admin, "groups", "Add a group")),
    groups.length === 0
      ? h("p", { key: "none", class: "muted empty" }, "There are no groups.")
      : entries(groups, "groups", () => null),
  );
}

function addLink({ isFile }, page, label) {
  if (isFile) return null;
  const href = hashOf({ page, isNew: true });
  return h("a", { key: "add", class: "button primary", href, "data-action": "add" }, label);
}

function entries(list, page, more) {
  return h(
    "ul",
    { key: "list", class: "entries" },
    list.map((entry) =>
      h(
        "li",
        { key: entry.id },
        h(
          "a",
          { href: hashOf({ page, id: entry.id }), "data-entry": entry.id },
          h("strong", {}, entry.name),
          entry.name === entry.id ? null : h("span", { class: "muted" }, ` ${entry.id}`),
        ),
        more(entry),
      )),
  );
}
