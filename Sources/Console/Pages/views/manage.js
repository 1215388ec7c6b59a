// One agent, and what a supervisor can do with them.

import { refusals } from "../parts/actions.js";
import { h } from "../parts/dom.js";
import { connectionText } from "../parts/team.js";
import { connectionEnd, modes, statuses, statusReason } from "../parts/words.js";
import { button, capital, facts, timeOfDay } from "./controls.js";
import { closeDialog, openDialog, sheet } from "./dialog.js";
import { supervision } from "./supervise.js";

export function openManagement(desk, id) {
  desk.ui.managed = id;
  openDialog(() => management(desk, id), { onClose: () => desk.show({ managed: null }) });
}

function management(desk, id) {
  const agent = desk.state.agents[id];
  const close = button({
    action: "close-manage",
    label: "Close",
    kind: "primary",
    press: closeDialog,
  });
  if (!agent || !desk.state.isLive) {
    return sheet(
      agent?.name ?? id,
      h("p", { class: "muted" }, "Reconnecting. One moment."),
      [close],
    );
  }
  const { status, connection, phoneSettings } = agent;
  const reason = statusReason(status);
  return sheet(
    agent.name,
    [
      facts([
        ["Status", `${statuses[status.status] ?? status.status}${reason ? ` (${reason})` : ""}`],
        ["Asked for", status.requestedStatus ? statuses[status.requestedStatus] : null],
        ["After this", status.pending ? statuses[status.pending] : null],
        ["Connection", connectionText(agent)],
        [
          "Open since",
          connection.openedAt && connection.state === "open" ? timeOfDay(
            connection.openedAt
          ) : null,
        ],
        [
          "Ended",
          connection.state === "closed" && connection.endReason ? capital(
            connectionEnd(connection.endReason)
          ) : null,
        ],
        ["Mode", modes[phoneSettings.connectionMode]],
        ["Auto answer", phoneSettings.autoAnswer ? "On" : "Off"],
        ["Phone", phoneSettings.workplace.address],
      ]),
      supervision(desk, agent),
      actions(desk, agent),
    ],
    [close],
  );
}

function actions(desk, agent) {
  const { id } = agent;
  const refused = refusals(agent, desk.state.refused[id]);
  const tell = (why) => desk.tell(why);
  const mayEnd = desk.may("endSessions");
  return h(
    "div",
    {
      key: "actions",
      class: "manage-actions",
      role: "group",
      "aria-label": `Do with ${agent.name}`,
    },
    agent.connection.pinLockedAt && desk.may("liftLocks")
      ? button({
        action: "lift-lock",
        label: "Lift the PIN lock",
        icon: "check",
        kind: "primary",
        press: () => desk.liftLock(id),
      })
      : null,
    mayEnd && agent.call
      ? button({
        action: "hang-up",
        label: "Hang up the customer",
        icon: "hangUp",
        kind: "danger",
        refused: refused.hangUp,
        tell,
        press: () => desk.hangUp(id),
      })
      : null,
    mayEnd
      ? button({
        action: "close-connection",
        label: "Close connection",
        icon: "unlinked",
        refused: refused.closeConnection,
        tell,
        press: () => desk.closeConnection(id),
      })
      : null,
    mayEnd
      ? button({
        action: "log-agent-out",
        label: "Log out",
        icon: "logOut",
        refused: agent.status.status === "loggedOut" ? "notLoggedIn" : null,
        tell,
        press: () => desk.logOut(id),
      })
      : null,
  );
}
