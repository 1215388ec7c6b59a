// A customer who waits to be answered.

import { h } from "../parts/dom.js";
import { asDuration } from "../parts/clock.js";
import { customerName } from "../parts/words.js";
import { button, countdown, facts, until } from "./controls.js";

export function offerPane(desk, refused) {
  const { offer } = desk.agent;
  const tell = (why) => desk.tell(why);
  const isOutbound = offer.direction === "outbound";
  const onPhone = offer.acceptOn === "phone";
  return h(
    "div",
    { class: "offer", key: offer.id },
    h("p", { class: "muted" }, isOutbound ? "A customer to call" : "A customer calls"),
    h("p", { class: "headline" }, customerName(offer)),
    customerFacts(offer),
    h(
      "div",
      { class: "offer-time" },
      countdown(offer.createdAt, offer.expiresAt),
      h("p", { class: "muted" }, until(offer.expiresAt, { class: "figure" }), " to answer"),
    ),
    onPhone ? h("p", { class: "hint" }, "Answer on your phone: it is ringing.") : null,
    h(
      "div",
      { class: "row main-actions" },
      onPhone
        ? null
        : button({
          action: "answer",
          label: isOutbound ? "Call" : "Answer",
          icon: "phone",
          kind: "good large",
          letter: "a",
          refused: refused.acceptOffer, tell, press: () => desk.acceptOffer(),
        }),
      button({
        action: "reject", label: "Reject", icon: "close", kind: "plain large", letter: "r",
        refused: refused.rejectOffer, tell, press: () => desk.rejectOffer(),
      }),
    ),
  );
}

/** What is known of a customer besides the name on top. */
export function customerFacts(customer) {
  const { caller, direction, dialedNumber, queue, waitedSeconds, attributes = {} } = customer;
  const isInbound = direction === "inbound";
  return facts([
    ["Number", isInbound && caller.name ? caller.number : null],
    [
      "Shown to the customer",
      isInbound ? null : [caller.name, caller.number].filter(Boolean).join(" "),
    ],
    ["Dialled", isInbound ? dialedNumber : null],
    ["Queue", queue],
    ["Waited", waitedSeconds === undefined ? null : asDuration(waitedSeconds)],
    ...Object.entries(attributes),
  ]);
}
