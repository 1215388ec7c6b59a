// The table of agents.

import { h } from "../parts/dom.js";
import { icon } from "../parts/icons.js";
import { columns, connectionText, rows } from "../parts/team.js";
import { callStates, customerName, statuses, statusReason } from "../parts/words.js";
import { button, section, since, until } from "./controls.js";

export function teamCard(desk) {
  const { ui, state } = desk;
  const shown = rows(state.agents, ui.filter, ui.order);
  const all = Object.keys(state.agents).length;
  return section(
    "team", "Agents", {},
    filters(desk),
    h(
      "div",
      { key: "scroll", class: "table-frame" },
      h(
        "table",
        {},
        h("caption", { class: "unseen" }, "Agents and how they are now. The column heads sort."),
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            columns.map((column) => head(desk, column)),
            h("th", { scope: "col" }, h("span", { class: "unseen" }, "Manage")),
          ),
        ),
        h("tbody", {}, shown.map((agent) => row(desk, agent))),
      ),
    ),
    shown.length === 0
      ? h(
        "p",
        { class: "muted empty", key: "none" },
        all === 0 ? "There are no agents yet." : "No agent fits the filter.",
      )
      : null,
  );
}

function filters(desk) {
  const { ui } = desk;
  return h(
    "div",
    { key: "filters", class: "row filters" },
    h("label", { for: "filter", class: "unseen" }, "Filter by name, id or group"),
    h("input", {
      id: "filter",
      type: "search",
      placeholder: "Name, id or group",
      autocomplete: "off",
      "data-focus-letter": "f",
      "aria-keyshortcuts": "f",
      oninput: (event) => desk.show({ filter: { ...ui.filter, text: event.target.value } }),
    }),
    h("label", { for: "filter-status", class: "unseen" }, "Status"),
    h(
      "select",
      {
        id: "filter-status",
        value: ui.filter.status,
        onchange: (event) => desk.show({ filter: { ...ui.filter, status: event.target.value } }),
      },
      h("option", { value: "" }, "Every status"),
      Object.entries(statuses).map(([value, label]) => h("option", { value, key: value }, label)),
    ),
  );
}

function head(desk, { key, label }) {
  const { order } = desk.ui;
  const isOrder = order.key === key;
  const direction = isOrder ? (order.isDescending ? "descending" : "ascending") : undefined;
  return h(
    "th",
    { key, scope: "col", "aria-sort": direction },
    h(
      "button",
      {
        type: "button", class: "sort", "data-action": `sort-${key}`,
        onclick: () => desk.show({ order: { key, isDescending: isOrder && !order.isDescending } }),
      },
      label,
      h(
        "span",
        { "aria-hidden": "true", class: "arrow" },
        isOrder ? (order.isDescending ? "\u25BC" : "\u25B2") : "",
      ),
    ),
  );
}

function row(desk, agent) {
  const { id, name, group, status } = agent;
  const reason = statusReason(status);
  const manage = button({
    action: `manage-${id}`,
    label: "Manage",
    kind: "plain small-button",
    name: `Manage ${name}`,
    press: () => desk.manage(id),
  });
  return h(
    "tr",
    { key: id, "data-agent": id, "data-status": status.status },
    h(
      "th",
      { scope: "row" },
      h("strong", {}, name),
      small([id, group].filter((one) => one && one !== name).join(", ")),
    ),
    h(
      "td",
      {},
      h("span", { class: `pill ${status.status}` }, statuses[status.status] ?? status.status),
      reason ? small(reason) : null,
    ),
    h("td", { class: "figure" }, status.status === "loggedOut" ? null : since(status.since)),
    connectionCell(agent),
    h("td", {}, customer(agent)),
    h("td", { class: "end" }, manage),
  );
}

function connectionCell(agent) {
  const { status, connection } = agent;
  const isUnhealthy = connection.health?.state === "unhealthy";
  const isBad = isUnhealthy || connection.pinLockedAt || status.status === "notReachable";
  return h(
    "td",
    { class: isBad ? "bad" : "" },
    isBad ? icon("alert") : null,
    h("span", {}, connectionText(agent)),
    connection.state === "open" ? small("for ", since(connection.openedAt)) : null,
  );
}

function small(...children) {
  return h("span", { class: "muted small" }, children);
}

function customer({ offer, call }) {
  if (offer) {
    return [h("span", {}, customerName(offer)), small("waits, ", until(offer.expiresAt), " left")];
  }
  if (!call) return null;
  const text = call.held ? "On hold" : callStates[call.state];
  const muted = call.muted ? ", muted" : "";
  return [
    h("span", {}, customerName(call)),
    small(text, muted, ", ", since(call.connectedAt ?? call.createdAt)),
  ];
}
