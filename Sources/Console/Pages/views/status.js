// The agent's status, and what it is changed to.

import { h } from "../parts/dom.js";
import { icon } from "../parts/icons.js";
import { statuses, statusReason } from "../parts/words.js";
import { button, capital, section, since } from "./controls.js";

const choices = [
  { status: "available", icon: "check", letter: "1" },
  { status: "onBreak", icon: "cup", letter: "2" },
  { status: "workingOffline", icon: "desk", letter: "3" },
];

export function statusCard(desk, refused) {
  const { agent, ui } = desk;
  const { status, requestedStatus, pending } = agent.status;
  const reason = statusReason(agent.status);
  return section(
    "status", "Status", {},
    h(
      "div",
      { class: "status-now", "data-status": status },
      h("span", { class: `status-dot ${status}`, "aria-hidden": "true" }),
      h(
        "div",
        {},
        h("p", { class: "status-name" }, statuses[status] ?? status),
        reason ? h("p", { class: "muted status-reason" }, capital(reason)) : null,
      ),
      since(agent.status.since, { class: "figure", title: "In this status since" }),
    ),
    status === "notReachable"
      ? h("p", { class: "muted", key: "asked" }, `You asked for: ${statuses[requestedStatus]}`)
      : null,
    pending
      ? h(
        "p",
        { class: "pending", key: "pending" },
        icon("clock"),
        `After this: ${statuses[pending]}`,
      )
      : null,
    h(
      "div",
      { class: "choices", role: "group", "aria-label": "Change status" },
      choices.map(({ status: name, icon: picture, letter }) =>
        button({
          action: `status-${name}`, label: statuses[name], icon: picture, letter, kind: "choice",
          pressed: requestedStatus === name,
          refused: refused.setStatus,
          tell: (why) => desk.tell(why),
          expanded: name === "onBreak" ? ui.isBreakOpen : undefined,
          press: () =>
            name === "onBreak" ? desk.show({ isBreakOpen: !ui.isBreakOpen }) : desk.setStatus(name),
        }),
      ),
    ),
    ui.isBreakOpen ? breakReasons(desk) : null,
  );
}

function breakReasons(desk) {
  if (desk.breakReasons.length === 0) return ownWords(desk);
  return h(
    "div",
    { key: "reasons", class: "reasons", role: "group", "aria-label": "Reason for the break" },
    desk.breakReasons.map((reason) =>
      button({
        action: `break-${reason}`, label: reason, kind: "chip",
        press: () => desk.setStatus("onBreak", reason),
      }),
    ),
    button({
      action: "break-",
      label: "No reason",
      kind: "chip",
      press: () => desk.setStatus("onBreak"),
    }),
  );
}

function ownWords(desk) {
  return h(
    "form",
    {
      key: "words",
      class: "row",
      onsubmit: (event) => {
        event.preventDefault();
        desk.setStatus("onBreak", document.getElementById("break-reason").value.trim());
      },
    },
    h("label", { for: "break-reason", class: "unseen" }, "Reason for the break, if you like"),
    h(
      "input",
      {
        id: "break-reason",
        maxlength: "200",
        placeholder: "Reason (optional)",
        autocomplete: "off",
      },
    ),
    h(
      "button",
      { type: "submit", class: "button primary", "data-action": "take-break" },
      "Take break",
    ),
  );
}
