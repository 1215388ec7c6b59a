// Messages that nobody has to answer. They go by themselves, but for a lost connection.

import { h } from "../parts/dom.js";
import { connectionEnd, modes } from "../parts/words.js";
import { button } from "./controls.js";

const SHOWN_MILLISECONDS = 7_000;

export function noticeText({ type, data = {} }) {
  switch (type) {
    case "notice.connectionOpened":
      return "Your phone is connected. Calls come through in silence, without ringing.";
    case "notice.connectionLost":
      return `Your phone is not connected any more: ${connectionEnd(data.endReason)}.`;
    case "notice.settingsSaved":
      return [
        `Phone settings saved: ${modes[data.connectionMode]},`,
        `auto answer ${data.autoAnswer ? "on" : "off"}.`,
      ].join(" ");
    case "notice.workplaceReverted":
      return `You are called at ${data.workplace.address} again.`;
    default:
      return data.text ?? "";
  }
}

export function notices(list, dismiss) {
  return h(
    "div",
    { key: "notices", class: "notices", role: "region", "aria-label": "Messages" },
    list.map((notice) =>
      h(
        "div",
        { key: notice.id, class: `notice ${kind(notice)}`, "data-notice": notice.type },
        h("p", {}, noticeText(notice)),
        button({
          action: `dismiss-${notice.id}`, label: "Dismiss message", icon: "close", kind: "quiet",
          isIconOnly: true, press: () => dismiss(notice.id),
        }),
      ),
    ),
  );
}

function kind({ type }) {
  if (type === "notice.connectionOpened" || type === "notice.settingsSaved") return "good";
  return type === "page.problem" ? "bad" : "warning";
}

/** Lets a message go after a while. */
export function expire(notice, dismiss) {
  setTimeout(() => dismiss(notice.id), SHOWN_MILLISECONDS);
}
