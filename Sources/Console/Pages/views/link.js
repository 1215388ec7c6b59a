// Says calmly that what is shown may not be true any more, or that the phone system is away.

import { asTimeOfDay } from "../parts/clock.js";
import { h } from "../parts/dom.js";
import { icon } from "../parts/icons.js";
import { problemSentence } from "../parts/words.js";

/** @param problem what the service said when it was asked last, or null. */
export function linkBanner({ isLive, hasSnapshot, asOf, service }, problem) {
  if (!isLive) {
    const seen = hasSnapshot && asOf ? ` What you see is from ${asTimeOfDay(asOf, true)}.` : "";
    const why = problem ? `${problemSentence(problem.code)} ` : "";
    return h(
      "div",
      { key: "link", class: "banner calm", role: "status", "data-banner": "reconnecting" },
      icon("clock"),
      h("p", {}, h("strong", {}, "Reconnecting. "), `${why}This goes on by itself.${seen}`),
    );
  }
  if (service.ready) return null;
  const reasons = service.reasons.length > 0 ? service.reasons.join(" ") : "It is not ready.";
  return h(
    "div",
    { key: "link", class: "banner warning", role: "status", "data-banner": "degraded" },
    icon("alert"),
    h(
      "p",
      {},
      h("strong", {}, "The phone system is out of reach. "),
      reasons,
      " Calls that are up go on.",
    ),
  );
}
