// Calling a customer, and today's customers.

import { asDuration } from "../parts/clock.js";
import { h } from "../parts/dom.js";
import { icon } from "../parts/icons.js";
import { customerName, outcomes, problemSentence } from "../parts/words.js";
import { button, section, timeOfDay } from "./controls.js";

const SHOWN = 12;

export function dialCard(desk, refused) {
  const why = refused.placeCall;
  return section(
    "dial", "Call somebody", {},
    h(
      "form",
      {
        class: "row",
        onsubmit: async (event) => {
          event.preventDefault();
          if (why) return desk.tell(problemSentence(why));
          const field = document.getElementById("dial-to");
          const to = field.value.trim();
          if (to === "") return field.focus();
          const { answer } = await desk.placeCall(to);
          if (answer) field.value = "";
        },
      },
      h("label", { for: "dial-to", class: "unseen" }, "Number or SIP address"),
      h("input", {
        id: "dial-to",
        placeholder: "Number or SIP address",
        maxlength: "200",
        autocomplete: "off",
        spellcheck: "false",
        "data-focus-letter": "d", "aria-keyshortcuts": "d", "aria-describedby": "dial-why",
      }),
      h(
        "button",
        {
          type: "submit",
          class: "button primary",
          "data-action": "dial",
          "aria-disabled": why ? "true" : undefined,
          title: why ? problemSentence(why) : undefined,
        },
        icon("phone"),
        "Call",
      ),
    ),
    h("p", { id: "dial-why", class: "muted small" }, why ? problemSentence(why) : null),
  );
}

export function recentCard(desk) {
  const { recent } = desk;
  return section(
    "recent", "Today", {},
    recent === null || recent.length === 0
      ? h(
        "p",
        { class: "muted empty", key: "none" },
        recent === null ? "Looking ..." : "No customers yet today.",
      )
      : h(
        "ul",
        { class: "recent", key: "some" },
        recent.slice(0, SHOWN).map((record) => line(desk, record)),
      ),
    recent !== null && recent.length > SHOWN
      ? h("p", { class: "muted small", key: "more" }, `and ${recent.length - SHOWN} before`)
      : null,
  );
}

function line(desk, record) {
  const number = record.direction === "outbound" ? record.dialedNumber : record.caller.number;
  const isMissed = [
    "timedOut",
    "canceled",
    "failed",
    "neverConnected",
    "agentLost",
  ].includes(record.outcome);
  return h(
    "li",
    { key: record.id },
    h("span", { class: `direction ${isMissed ? "missed" : ""}` }, icon(record.direction),
      h("span", { class: "unseen" }, record.direction === "outbound" ? "Called: " : "Called in: ")),
    h(
      "span",
      { class: "recent-name" },
      customerName(record),
      h("span", { class: "muted small" }, outcomes[record.outcome] ?? record.outcome),
    ),
    h(
      "span",
      { class: "recent-time" },
      timeOfDay(record.endedAt),
      h("span", { class: "muted small" }, talked(record)),
    ),
    number
      ? button({
        action: `again-${record.id}`,
        label: `Put ${number} into the field to call`,
        icon: "phone",
        kind: "quiet",
        isIconOnly: true,
        press: () => {
          const field = document.getElementById("dial-to");
          field.value = number;
          field.focus();
        },
      })
      : null,
  );
}

function talked({ connectedAt, endedAt }) {
  if (!connectedAt) return "not connected";
  return asDuration(Math.round((Date.parse(endedAt) - Date.parse(connectedAt)) / 1000));
}
