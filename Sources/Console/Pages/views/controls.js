// Buttons and other small things that all views share.

import { asTimeOfDay } from "../parts/clock.js";
import { h } from "../parts/dom.js";
import { icon } from "../parts/icons.js";
import { problemSentence } from "../parts/words.js";

/**
 * A button. One that cannot be used now stays where it is, can be reached, and says why.
 *
 * @param refused the code that the service would refuse it with, or null.
 * @param letter the key that presses it.
 */
export function button({
  action,
  label,
  icon: name,
  kind = "plain",
  refused = null,
  letter,
  pressed,
  expanded,
  hidden,
  press,
  tell, isIconOnly = false, name: formalName,
}) {
  const why = refused ? problemSentence(refused) : undefined;
  const explanation = why ?? (isIconOnly ? label : undefined);
  return h(
    "button",
    {
      key: action,
      type: "button",
      class: `button ${kind}${isIconOnly ? " icon-only" : ""}`,
      "data-action": action,
      "data-letter": letter,
      "aria-keyshortcuts": letter,
      "aria-disabled": refused ? "true" : undefined,
      "aria-pressed": pressed === undefined ? undefined : String(pressed),
      "aria-expanded": expanded === undefined ? undefined : String(expanded),
      "aria-label": formalName ?? (isIconOnly ? label : undefined),
      title: explanation,
      hidden,
      onclick: refused ? () => tell?.(why) : press,
    },
    name ? icon(name) : null,
    isIconOnly ? null : h("span", { class: "label" }, label),
    letter && !isIconOnly ? h("kbd", { "aria-hidden": "true" }, letter.toUpperCase()) : null,
  );
}

/** A part of the page with a heading, which takes the focus when what had it is gone. */
export function section(id, title, properties, ...children) {
  return h(
    "section",
    {
      key: id,
      id,
      "aria-labelledby": `${id}-title`,
      ...properties,
      class: `card ${properties?.class ?? ""}`,
    },
    h("h2", { id: `${id}-title`, tabindex: "-1" }, title),
    children,
  );
}

export function since(time, properties = {}) {
  return time ? h("time", { ...properties, "data-since": time, datetime: time }) : null;
}

export function until(time, properties = {}) {
  return time ? h("time", { ...properties, "data-until": time, datetime: time }) : null;
}

/** A bar that becomes shorter; what it says stands beside it in figures. */
export function countdown(from, to) {
  return h(
    "progress",
    { class: "countdown", "data-from": from, "data-until": to, "aria-hidden": "true" },
  );
}

export function timeOfDay(time) {
  return h("time", { datetime: time }, asTimeOfDay(time));
}

/** Names and values, without those that are not known. */
export function facts(entries, properties = {}) {
  const known = entries.filter(
    ([, value]) => value !== null && value !== undefined && value !== ""
  );
  if (known.length === 0) return null;
  return h(
    "dl",
    { ...properties, class: `facts ${properties.class ?? ""}` },
    known.map(([name, value]) => h("div", { key: name }, h("dt", {}, name), h("dd", {}, value))),
  );
}

export function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function isWritingIn(element) {
  return Boolean(
    element?.closest?.("input:not([type=radio]):not([type=checkbox]), textarea, select")
  );
}
