// The call that the agent is in.

import { h } from "../parts/dom.js";
import { icon } from "../parts/icons.js";
import { callStates, customerName, participantEnds, partyName } from "../parts/words.js";
import { button, since } from "./controls.js";
import { customerFacts } from "./offer.js";
import { recordingPane } from "./recording.js";

const keys = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"];

export function callPane(desk, refused) {
  const { call } = desk.agent;
  const isTogether = call.state === "connected";
  return h(
    "div",
    { class: "call", key: call.id },
    h(
      "div",
      { class: "call-head" },
      h("div", {},
        h(
          "p",
          { class: "muted call-state" },
          icon(call.direction),
          callStates[call.state] ?? call.state,
        ),
        h("p", { class: "headline" }, headline(call))),
      isTogether ? since(call.connectedAt, { class: "big-figure", title: "Talking since" }) : null,
    ),
    call.held && !call.participant ? h(
      "p",
      { class: "hint strong", key: "held" },
      icon("pause"),
      "On hold: the customer hears music.",
    ) : null,
    call.muted ? h(
      "p",
      { class: "hint strong", key: "muted" },
      icon("micOff"),
      "Muted: the customer does not hear you.",
    ) : null,
    participantPane(desk, refused, call),
    isTogether ? recordingPane(desk, refused, call) : null,
    customerFacts(call),
    buttons(desk, refused, call),
    desk.ui.pane === "keypad" ? keypad(desk, refused) : null,
    desk.ui.pane === "transfer" ? transfer(desk, refused) : null,
  );
}

/** Whom the agent talks with: once the customer is gone, the one whom they called. */
function headline(call) {
  return call.otherParty ? partyName(call.otherParty) : customerName(call);
}

const participantStates = {
  waiting: (name) => `The customer is put on hold, then ${name} is called.`,
  dialing: (name) => `${name} is called; the customer hears music.`,
  ringing: (name) => `${name} is rung; the customer hears music.`,
};

function participantText(call) {
  const { participant } = call;
  const name = partyName(participant);
  if (participant.state !== "connected") return participantStates[participant.state]?.(name);
  if (participant.joined) return `All three of you talk: you, the customer and ${name}.`;
  if (participant.held && call.held) return `${name} and the customer hear music.`;
  if (participant.held) return `You talk with the customer; ${name} hears music.`;
  return call.held ? `You talk with ${name}; the customer hears music.` : `${name} is coming.`;
}

/** Somebody whom the agent asks before sending the customer on, or has brought in. */
function participantPane(desk, refused, call) {
  const { participant, lastParticipant, otherParty } = call;
  if (otherParty) {
    return h("p", { class: "hint strong", key: "took-over" }, "The customer has hung up.");
  }
  if (!participant) {
    return lastParticipant ? h(
      "p",
      { class: "hint", key: "left", role: "status" },
      `${partyName(lastParticipant)} ${participantEnds[lastParticipant.endReason] ?? "has left"}.`,
      call.held ? " Resume takes the customer back." : "",
    ) : null;
  }
  const tell = (why) => desk.tell(why);
  const deed = (action, name, label, kind = "", more = {}) => button({
    action, label, kind, refused: refused[action], tell,
    // Of a double click the second one would swap back.
    press: (event) => (event.detail > 1 ? null : desk.onParticipant(name)),
    ...more,
  });
  return h(
    "div",
    { class: "participant", key: participant.id, role: "group", "aria-label": "The other party" },
    h("p", { class: "strong", role: "status" }, participantText(call)),
    h(
      "div",
      { class: "row" },
      deed("completeTransfer", "complete", "Connect the two", "primary"),
      deed("swapTransfer", "swap", "Swap"),
      deed("joinTransfer", "join", "All three talk", "", {
        pressed: participant.audience === "everybody",
      }),
      deed("cancelTransfer", "cancel", "Hang them up"),
    ),
  );
}

function buttons(desk, refused, call) {
  const tell = (why) => desk.tell(why);
  const hold = call.held ? "resume" : "hold";
  const mute = call.muted ? "unmute" : "mute";
  const toggle = (pane) => () => desk.show({ pane: desk.ui.pane === pane ? null : pane, sent: "" });
  return h(
    "div",
    { class: "call-buttons", role: "group", "aria-label": "In the call" },
    button({
      action: "hold",
      label: call.held ? "Resume" : "Hold",
      icon: call.held ? "play" : "pause",
      letter: "h",
      kind: "tile",
      refused: refused[hold], tell, press: () => desk.onCall(hold),
    }),
    button({
      action: "mute",
      label: call.muted ? "Unmute" : "Mute",
      icon: call.muted ? "micOff" : "mic",
      letter: "m",
      kind: "tile",
      refused: refused[mute], tell, press: () => desk.onCall(mute),
    }),
    button({
      action: "keypad",
      label: "Keypad",
      icon: "keypad",
      letter: "k",
      kind: "tile",
      expanded: desk.ui.pane === "keypad",
      refused: refused.sendDigits, tell, press: toggle("keypad"),
    }),
    button({
      action: "transfer",
      label: "Transfer",
      icon: "transfer",
      letter: "t",
      kind: "tile",
      expanded: desk.ui.pane === "transfer",
      refused: refused.transfer, tell, press: toggle("transfer"),
    }),
    button({
      action: "hang-up", label: "Hang up", icon: "hangUp", letter: "e", kind: "danger tile",
      refused: refused.hangUp, tell, press: () => desk.onCall("hangup"),
    }),
  );
}

function keypad(desk, refused) {
  const send = (digit) => (refused.sendDigits ? null : desk.sendDigits(digit));
  return h(
    "div",
    {
      key: "keypad",
      class: "keypad",
      role: "group",
      "aria-label": "Keypad: type digits, or press the buttons",
      tabindex: "0",
      onkeydown: (event) => {
        if (!keys.includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        event.stopPropagation();
        send(event.key);
      },
    },
    h("output", { class: "sent", "aria-label": "Digits sent" }, desk.ui.sent || "\u00A0"),
    keys.map((digit) =>
      h(
        "button",
        {
          key: digit,
          type: "button",
          class: "button key",
          "data-digit": digit,
          onclick: () => send(digit),
        },
        digit,
      ),
    ),
  );
}

function transfer(desk, refused) {
  return h(
    "form",
    {
      key: "transfer",
      class: "transfer",
      onsubmit: (event) => {
        event.preventDefault();
        const to = document.getElementById("transfer-to").value.trim();
        const isColleague = document.getElementById("transfer-agent").checked;
        const kind = event.submitter?.value ?? "blind";
        if (to) desk.transfer(kind, to, isColleague);
      },
    },
    h(
      "fieldset",
      { class: "row" },
      h("legend", {}, "Bring the customer to"),
      h(
        "label",
        { class: "radio" },
        h("input", { type: "radio", name: "transfer-kind", checked: true }),
        "Number or SIP address",
      ),
      h(
        "label",
        { class: "radio" },
        h("input", { type: "radio", name: "transfer-kind", id: "transfer-agent" }),
        "Colleague, by id",
      ),
    ),
    h(
      "div",
      { class: "row" },
      h("label", { for: "transfer-to", class: "unseen" }, "Number, SIP address or colleague's id"),
      h("input", { id: "transfer-to", maxlength: "200", autocomplete: "off", required: true }),
      sending("send-on", "blind", "Transfer", "primary", refused.transfer),
      sending("consult", "consult", "Ask first", "", refused.consult),
      sending("add", "add", "Add to the call", "", refused.addParticipant),
    ),
    h(
      "p",
      { class: "muted" },
      "With Transfer you leave the call at once. Otherwise the customer hears music until they answer.",
    ),
  );
}

function sending(action, value, label, kind, refusal) {
  return h(
    "button",
    {
      type: "submit",
      value,
      class: `button ${kind}`,
      "data-action": action,
      "aria-disabled": refusal ? "true" : undefined,
    },
    label,
  );
}
