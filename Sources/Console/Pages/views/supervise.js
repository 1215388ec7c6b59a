// How a supervisor takes part in an agent's call.

import { h } from "../parts/dom.js";
import { supervisionModes, supervisionText, workplaceKinds } from "../parts/words.js";
import { button } from "./controls.js";

/** Nothing where there is no call to take part in. */
export function supervision(desk, agent) {
  const { call } = agent;
  if (!call || !desk.may("supervise")) return null;
  const now = desk.supervisionOf(call.id);
  const isOthers = now !== null && !now.own;
  return h(
    "fieldset",
    { key: "supervision", class: "supervision", "data-supervision": now?.state ?? "none" },
    h("legend", {}, "Take part in the call"),
    h(
      "p",
      { key: "state", class: "supervision-state", role: "status" },
      supervisionText(now, agent.name),
    ),
    now ? null : phoneFields(desk),
    h(
      "div",
      { key: "modes", class: "row" },
      Object.entries(supervisionModes).map(([mode, { label, icon }]) =>
        button({
          action: `supervise-${mode}`,
          label,
          icon,
          pressed: now?.own ? now.mode === mode : undefined,
          refused: isOthers
            ? "supervisionUnderWay" : call.state === "connected" ? null : "callNotConnected",
          tell: (why) => desk.tell(why),
          press: () => desk.supervise(agent.id, mode, chosenPhone()),
        }),
      ),
      now
        ? button({
          action: "supervise-end",
          label: isOthers ? "End it" : "Leave the call",
          icon: "hangUp",
          kind: "danger",
          press: () => desk.endSupervision(agent.id),
        })
        : null,
    ),
  );
}

/** By which phone the supervisor takes part: this browser remembers it. */
function phoneFields(desk) {
  const { kind, address } = desk.ownPhone;
  return h(
    "div",
    { key: "phone", class: "row supervision-phone" },
    h("label", { for: "own-phone-kind" }, "Your phone"),
    h(
      "select",
      { id: "own-phone-kind", value: kind },
      Object.entries(workplaceKinds).map(([value, label]) =>
        h("option", { value, key: value, selected: value === kind }, label),
      ),
    ),
    h("label", { for: "own-phone", class: "unseen" }, "Its number or address"),
    h("input", {
      id: "own-phone", type: "text", autocomplete: "off", maxlength: "200", value: address,
      placeholder: "Number or address",
    }),
  );
}

function chosenPhone() {
  const field = document.getElementById("own-phone");
  if (!field) return null;
  return { kind: document.getElementById("own-phone-kind").value, address: field.value.trim() };
}
