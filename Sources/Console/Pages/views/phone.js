// The middle of the console: what the phone is about now, and the one thing to do.

import { h } from "../parts/dom.js";
import { icon } from "../parts/icons.js";
import { mode } from "../parts/actions.js";
import { callPane } from "./call.js";
import { reopen } from "./connection.js";
import { button, countdown, until } from "./controls.js";
import { offerPane } from "./offer.js";
import { pinPane } from "./pin.js";

/** Which of its faces the phone shows. */
export function face({ status, connection, offer, call }) {
  if (offer) return "offer";
  if (call) return "call";
  if (["dialing", "ringing", "verifying"].includes(connection.state)) return "pin";
  if (status.status === "wrappingUp") return "wrapUp";
  return status.status;
}

export function phoneCard(desk, refused) {
  const shown = face(desk.agent);
  const isRinging = shown === "offer";
  const title = isRinging ? "Customer waiting" : "Phone";
  return h(
    "section",
    {
      key: "phone", id: "phone", "aria-labelledby": "phone-title", "data-face": shown,
      class: `card phone ${isRinging ? "ringing" : ""}`,
    },
    h(
      "h2",
      { id: "phone-title", tabindex: "-1", class: "phone-tab" },
      icon(isRinging ? "bell" : "phone"), h("span", {}, title),
      isRinging ? h("span", { class: "flag" }, "Answer") : null,
    ),
    h("div", { class: "phone-body", key: shown }, pane(desk, refused, shown)),
  );
}

function pane(desk, refused, shown) {
  const { agent } = desk;
  switch (shown) {
    case "offer":
      return offerPane(desk, refused);
    case "call":
      return callPane(desk, refused);
    case "pin":
      return pinPane(desk, refused);
    case "wrapUp":
      return wrapUp(desk, refused);
    case "available":
      return available(agent);
    case "notReachable":
      return idle(
        "unlinked",
        "You cannot be reached",
        "No customer is offered until your phone is connected.",
        reopen(desk, refused, "primary large"),
      );
    case "onBreak":
      return idle(
        "cup",
        "On break",
        "No customer is offered to you.",
        becomeAvailable(desk, refused),
      );
    case "workingOffline":
      return idle(
        "desk",
        "Working offline",
        "No customer is offered to you.",
        becomeAvailable(desk, refused),
      );
    default:
      return idle("clock", "One moment", "");
  }
}

function available(agent) {
  if (agent.unattended) {
    return idle(
      "alert",
      "Nobody is offered yet",
      "With auto answer on, customers come as soon as this page is seen to be open.",
    );
  }
  const text = mode(agent) === "onDemand"
    ? "Your phone rings when a customer comes."
    : "The next customer shows up here. Your phone stays silent.";
  return idle("check", "Ready for the next customer", text);
}

function becomeAvailable(desk, refused) {
  return button({
    action: "available", label: "Become available", icon: "check", kind: "primary large",
    refused: refused.setStatus,
    tell: (why) => desk.tell(why),
    press: () => desk.setStatus("available"),
  });
}

function wrapUp(desk, refused) {
  const { since: from, expiresAt } = desk.agent.status;
  return [
    h("div", { class: "idle", key: "wrap-up" },
      h("p", { class: "headline" }, "Wrap-up"),
      h("p", { class: "muted" }, "No customer is offered until it ends."),
      expiresAt ? until(expiresAt, { class: "big-figure" }) : null,
      expiresAt ? countdown(from, expiresAt) : null,
      button({
        action: "wrap-up", label: "I am done", icon: "check", kind: "primary large", letter: "w",
        refused: refused.completeWrapUp,
        tell: (why) => desk.tell(why),
        press: () => desk.completeWrapUp(),
      })),
  ];
}

function idle(picture, title, text, action) {
  return h(
    "div",
    { class: "idle", key: title },
    h("span", { class: "idle-picture" }, icon(picture)),
    h("p", { class: "headline" }, title),
    text ? h("p", { class: "muted" }, text) : null,
    action ?? null,
  );
}
