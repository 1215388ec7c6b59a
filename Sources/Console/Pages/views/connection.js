// The standing connection: the banner on top of the page, and its card.

import { mode } from "../parts/actions.js";
import { h } from "../parts/dom.js";
import { icon } from "../parts/icons.js";
import { connectionEnd, connectionStates, healthText, modes, workplaceKinds } from "../parts/words.js";
import { button, capital, facts, section, since, timeOfDay, until } from "./controls.js";

/** Ends that somebody wanted. */
const wanted = [
  "loggedOut", "closedByAgent", "modeChanged", "canceled", "workplaceValidated", undefined,
];

/** Lost while somebody counts on it. */
export function isLost({ connection, status, phoneSettings }) {
  if (connection.state !== "closed" || phoneSettings.connectionMode !== "persistent") return false;
  if (status.status === "notReachable") return connection.endReason !== undefined;
  return !wanted.includes(connection.endReason);
}

export function connectionBanner(desk, refused) {
  const { agent } = desk;
  const { connection } = agent;
  if (connection.pinLockedAt) {
    return banner(
      "warning",
      "locked",
      "alert",
      "Locked. ",
      "Too many wrong PINs. A supervisor can lift the lock.",
    );
  }
  if (connection.state === "open") return openBanner(desk, refused);
  if (!isLost(agent)) return null;
  return banner(
    "warning", "lost", "unlinked", "Your phone is not connected: ",
    `${connectionEnd(connection.endReason)}.`,
    // Else it is the one thing in the middle of the page.
    agent.status.status === "notReachable" ? null : reopen(desk, refused, "primary"),
  );
}

function openBanner(desk, refused) {
  const { connection } = desk.agent;
  if (connection.health?.state === "unhealthy" && connection.health.reason !== "phoneOnHold") {
    return banner(
      "warning",
      "unhealthy",
      "alert",
      `${healthText(connection.health)}. `,
      "No customer is offered until it is back. See to the phone and its network.",
    );
  }
  if (connection.health?.state === "unhealthy") {
    return banner(
      "warning",
      "unhealthy",
      "pause",
      "Your phone has put the line on hold. ",
      "No customer is offered until you take it off hold there.",
    );
  }
  if (connection.isExpiring) {
    return banner(
      "warning", "expiring", "clock", "Your connection ends soon: ",
      [until(connection.expiresAt, { key: "left" }), ". It is renewed at your next break, or now."],
      button({
        action: "renew",
        label: "Renew now",
        kind: "primary",
        refused: refused.openConnection,
        tell: (why) => desk.tell(why),
        press: () => desk.openConnection(),
      }),
    );
  }
  return banner(
    "good",
    "open",
    "link",
    "Your phone is connected. ",
    "Customers come through without ringing.",
    since(connection.openedAt, { class: "figure", key: "age" }),
  );
}

function banner(kind, name, picture, title, text, end) {
  return h(
    "div",
    { key: "connection-banner", class: `banner ${kind}`, "data-banner": name },
    icon(picture),
    h("p", {}, h("strong", {}, title), text),
    end ?? null,
  );
}

export function reopen(desk, refused, kind) {
  return button({
    action: "reopen", label: "Re-open connection", icon: "link", kind, letter: "o",
    refused: refused.openConnection,
    tell: (why) => desk.tell(why),
    press: () => desk.openConnection(),
  });
}

export function connectionCard(desk, refused) {
  const { agent } = desk;
  const { connection, phoneSettings } = agent;
  const isOpen = connection.state === "open";
  const isOnDemand = mode(agent) === "onDemand";
  const end = connection.state === "closed" && !isOnDemand && connection.endReason;
  return section(
    "connection", "Phone connection", {},
    facts([
      ["State", isOnDemand ? "Rings for each call" : stateText(connection)],
      ["Since", isOpen ? [timeOfDay(connection.openedAt)] : null],
      ["Health", isOpen ? healthText(connection.health) : null],
      ["Phone last heard", isOpen ? lastHeard(connection) : null],
      ["Health before", isOpen ? healthBefore(connection) : null],
      ["Ended", end ? capital(connectionEnd(end)) : null],
      ["Mode", modes[phoneSettings.connectionMode]],
      ["Auto answer", phoneSettings.autoAnswer ? "On" : "Off"],
      [workplaceKinds[phoneSettings.workplace.kind], phoneSettings.workplace.address],
    ]),
    h(
      "div",
      { class: "choices" },
      connectionButton(desk, refused),
      button({
        action: "settings",
        label: "Phone settings",
        icon: "settings",
        letter: "s",
        kind: "choice",
        press: () => desk.openSettings(),
      }),
    ),
  );
}

function stateText({ state }) {
  return connectionStates[state] ?? state;
}

function lastHeard({ health }) {
  return health?.lastHeardAt ? [timeOfDay(health.lastHeardAt)] : null;
}

/** How it changed since the connection opened, without what it is now. */
function healthBefore({ health }) {
  const before = (health?.history ?? []).slice(0, -1);
  if (before.length === 0) return null;
  return before.flatMap((change, index) => [
    index > 0 ? ", " : null, healthText(change), " (", timeOfDay(change.at), ")",
  ]);
}

function connectionButton(desk, refused) {
  const { agent } = desk;
  const tell = (why) => desk.tell(why);
  if (mode(agent) === "onDemand" || isLost(agent)) return null;
  if (agent.connection.state === "closed") {
    return button({
      action: "open",
      label: "Open connection",
      icon: "link",
      kind: "choice",
      refused: refused.openConnection,
      tell,
      press: () => desk.openConnection(),
    });
  }
  const label = agent.connection.state === "open" ? "Close connection" : "Call off";
  return button({
    action: "close",
    label,
    icon: "unlinked",
    kind: "choice",
    refused: refused.closeConnection,
    tell,
    press: () => desk.closeConnection(),
  });
}
