// The agents as a supervisor looks at them: pure functions from agents to rows.

import { connectionEnds, connectionStates, healthText, statuses } from "./words.js";

/** In the order in which somebody may have to act. */
const urgency = [
  "offered", "notReachable", "persistentCallOffered", "busy", "wrappingUp", "available", "onBreak",
  "workingOffline", "loggedOut",
];

export const columns = [
  { key: "name", label: "Agent", of: (agent) => agent.name.toLowerCase() },
  { key: "status", label: "Status", of: (agent) => urgency.indexOf(agent.status.status) },
  { key: "since", label: "Since", of: (agent) => agent.status.since ?? "" },
  { key: "connection", label: "Connection", of: (agent) => connectionText(agent) },
  {
    key: "customer",
    label: "Customer",
    of: (agent) => (agent.call ?? agent.offer)?.createdAt ?? "~",
  },
];

/** Those whom `filter` lets through, in the order of a column. */
export function rows(agents, { text = "", status = "" }, { key, isDescending }) {
  const wanted = text.trim().toLowerCase();
  const { of } = columns.find((column) => column.key === key) ?? columns[0];
  const sign = isDescending ? -1 : 1;
  return Object.values(agents)
    .filter((agent) => !status || agent.status.status === status)
    .filter(({ name, id, group = "" }) =>
      [name, id, group].some((field) => field.toLowerCase().includes(wanted)),
    )
    .sort((one, other) => sign * compare(of(one), of(other)) || compare(one.id, other.id));
}

function compare(one, other) {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

export function connectionText({ connection, phoneSettings, status }) {
  if (connection.pinLockedAt) return "Locked: wrong PINs";
  if (connection.health?.state === "unhealthy") return healthText(connection.health);
  if (connection.state !== "closed") return connectionStates[connection.state];
  if (phoneSettings.connectionMode === "onDemand") return "Rings for each call";
  const isLost = status.status === "notReachable" && connection.endReason;
  return isLost ? `Lost: ${connectionEnds[connection.endReason]}` : connectionStates.closed;
}

/** Those that stand there also while nobody is in them. */
const always = ["available", "busy", "offered", "notReachable"];

/** How many agents are in each status, in words and in order. */
export function counts(agents) {
  const all = Object.values(agents);
  return urgency
    .map((status) => ({
      status,
      label: statuses[status],
      count: all.filter((agent) => agent.status.status === status).length,
    }))
    .filter(({ status, count }) => count > 0 || always.includes(status));
}
