// Says calmly that what is shown may not be true any more, or that the phone system is away.

import { asTimeOfDay } from "../parts/clock.js";
import { h } from "../parts/dom.js";
import { icon } from "../parts/icons.js";
import { problemSentence } from "../parts/words.js";

/**
 * @param problem what the service said when it was asked last, or null.
 * @param isOperator whether who looks is told of the machines.
 */
export function linkBanner(state, problem, isOperator = false) {
  const { isLive, hasSnapshot, asOf, service } = state;
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
  return h(
    "div",
    { key: "link", class: "banner warning", role: "status", "data-banner": "degraded" },
    icon("alert"),
    h(
      "p",
      {},
      h("strong", {}, "The phone system is out of reach. "),
      degraded(service, isOperator),
    ),
  );
}

/** Why, for who may do something about it. */
function degraded({ reasons }, isOperator) {
  if (isOperator && reasons.length > 0) return reasons.join(" ");
  return "Nobody is connected or offered meanwhile. This goes on by itself when it is back.";
}
