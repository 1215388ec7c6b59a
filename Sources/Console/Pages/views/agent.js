// The agent's console as a whole.

import { refusals } from "../parts/actions.js";
import { h } from "../parts/dom.js";
import { bar } from "./bar.js";
import { connectionBanner, connectionCard } from "./connection.js";
import { button } from "./controls.js";
import { dialCard, recentCard } from "./dial.js";
import { linkBanner } from "./link.js";
import { phoneCard } from "./phone.js";
import { statusCard } from "./status.js";

/**
 * @param page what belongs to the window: `ringer`, `leave()`, `openShortcuts()`, `linkProblem`.
 */
export function agentPage(desk, page) {
  const { state } = desk.store;
  const { agent } = desk;
  const isShown = agent && state.hasSnapshot;
  return [
    bar({
      name: agent?.name ?? desk.id,
      detail: agent && agent.name !== desk.id ? desk.id : null,
      isLive: state.isLive,
      buttons: barButtons(desk, page),
    }),
    h(
      "div",
      { key: "banners", class: "banners" },
      linkBanner(state, page.linkProblem),
      // C6: what is not known now is not said.
      isShown && state.isLive && desk.isIn ? connectionBanner(desk, refused(desk)) : null,
    ),
    h(
      "main",
      {
        key: "main",
        class: `agent ${state.isLive ? "" : "stale"}`,
        inert: state.isLive ? undefined : true,
      },
      isShown ? content(desk) : h("p", { class: "muted waiting" }, "Looking ..."),
    ),
  ];
}

function content(desk) {
  if (!desk.isIn) return welcome(desk);
  const why = refused(desk);
  return [
    h(
      "div",
      { key: "middle", class: "column" },
      phoneCard(desk, why),
      dialCard(desk, why),
      recentCard(desk),
    ),
    h(
      "div",
      { key: "side", class: "column side" },
      statusCard(desk, why),
      connectionCard(desk, why),
    ),
  ];
}

function refused(desk) {
  return refusals(desk.agent, desk.store.state.refused[desk.id]);
}

function barButtons(desk, page) {
  const { ringer } = page;
  return [
    button({
      action: "sound",
      label: ringer.isOn ? "Ring is on" : "Ring is off",
      icon: ringer.isOn ? "bell" : "bellOff",
      kind: "quiet",
      isIconOnly: true, pressed: ringer.isOn,
      name: "Ring when a customer waits",
      press: () => {
        ringer.isOn = !ringer.isOn;
        desk.redraw();
      },
    }),
    button({
      action: "keys",
      label: "Keyboard",
      icon: "keyboard",
      kind: "quiet",
      isIconOnly: true,
      press: page.openShortcuts,
    }),
    desk.isIn
      ? button({
        action: "log-out",
        label: "Log out",
        icon: "logOut",
        kind: "quiet",
        press: () => desk.logOut(),
      })
      : button({
        action: "leave",
        label: "Forget token",
        icon: "logOut",
        kind: "quiet",
        press: page.leave,
      }),
  ];
}

function welcome(desk) {
  const { agent } = desk;
  const isElsewhere = agent.status.status !== "loggedOut";
  return h(
    "section",
    { key: "welcome", class: "card welcome", "aria-labelledby": "welcome-title" },
    h(
      "h2",
      { id: "welcome-title", tabindex: "-1" },
      isElsewhere ? "You are logged in elsewhere" : `Hello, ${agent.name}`,
    ),
    h("p", { class: "muted" },
      isElsewhere
        ? "Another window or computer has your session. You can go on with it here, or begin anew."
        : "You begin on a break. Your phone is not called before you become available."),
    button({
      action: "log-in",
      label: isElsewhere ? "Go on or begin anew" : "Log in",
      kind: "primary large",
      press: () => (isElsewhere ? desk.decideOnOther() : desk.logIn()),
    }),
  );
}
