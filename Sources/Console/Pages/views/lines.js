// Trunks and queues, which the operator sets up: to be looked at, with what is in use.

import { h } from "../parts/dom.js";
import { workplaceKinds } from "../parts/words.js";
import { facts, section } from "./controls.js";

export function linesView({ trunks, queues }) {
  return h(
    "div",
    { key: "lines", class: "column" },
    section(
      "trunks", "Trunks", {},
      note("By which calls leave. The operator's configuration has them."),
      trunks.length === 0 ? none("No trunk has limits of its own.") : trunks.map(trunkView),
    ),
    section(
      "queues", "Queues", {},
      note("Asterisk's, with this organisation's agents. Who has a lower penalty is offered " +
        "customers first."),
      queues.length === 0 ? none("No agent is in a queue.") : queues.map(queueView),
    ),
  );
}

const note = (text) => h("p", { key: "note", class: "muted" }, text);
const none = (text) => h("p", { key: "none", class: "muted empty" }, text);

function trunkView(trunk) {
  const { name, reaches, channels, callsPerSecond, maximumSeconds, callerId, legsInUse } = trunk;
  return h(
    "div",
    { key: name, class: "line", "data-trunk": name },
    h("h3", {}, name),
    channels
      ? h("meter", {
        min: "0",
        max: String(channels),
        // The last fifth is told by its colour, too.
        high: String(channels * 0.8),
        value: String(legsInUse),
        "aria-label": `Channels of ${name} in use`,
      })
      : null,
    facts([
      ["Channels in use", `${legsInUse}${channels ? ` of ${channels}` : ", without a limit"}`],
      ["Reaches", reaches.map((kind) => workplaceKinds[kind] ?? kind).join(", ")],
      ["Calls a second", callsPerSecond ? String(callsPerSecond) : "Without a limit"],
      ["Longest call", maximumSeconds ? lengthText(maximumSeconds) : "Without a limit"],
      ["Phones show", callerId],
    ]),
  );
}

/** 14,400 → "4 hours", 5400 → "90 minutes". */
export function lengthText(seconds) {
  const [size, unit] = [[3600, "hour"], [60, "minute"], [1, "second"]]
    .find(([length]) => seconds % length === 0);
  const count = seconds / size;
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

const availabilities = {
  free: "Would be offered a customer",
  ringing: "Is being offered one",
  busy: "With a customer, or wrapping up",
  unavailable: "Not available",
};

function queueView({ name, kept, members }) {
  return h(
    "div",
    { key: name, class: "line", "data-queue": name },
    h("h3", {}, name),
    h(
      "p",
      { class: "muted small" },
      kept ? "Offhook keeps its members." : "Members are only paused and resumed.",
    ),
    members.length === 0
      ? none("Nobody is in it now.")
      : h(
        "ul",
        { class: "entries" },
        members.map(({ agent, penalty, availability, pausedReason }) =>
          h(
            "li",
            { key: agent },
            h("strong", {}, agent),
            h("span", { class: "muted" }, `penalty ${penalty}`),
            h(
              "span",
              {},
              availabilities[availability] ?? availability,
              pausedReason ? `: ${pausedReason}` : "",
            ),
          )),
      ),
  );
}
