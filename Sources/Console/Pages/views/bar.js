// The top of the page: who is here, and whether what is shown is true now.

import { h } from "../parts/dom.js";
import { icon } from "../parts/icons.js";

export function bar({ name, detail, isLive, buttons }) {
  return h(
    "header",
    { key: "bar", class: "bar" },
    h(
      "h1",
      { class: "brand" },
      h("span", { class: "mark" }, icon("phone")),
      h("span", {}, "Offhook"),
    ),
    h(
      "div",
      { class: "who" },
      h("strong", {}, name),
      detail ? h("span", { class: "muted" }, detail) : null,
    ),
    h(
      "span",
      { class: `live ${isLive ? "is-live" : ""}`, "data-live": String(isLive) },
      h("span", { class: "dot", "aria-hidden": "true" }),
      h("span", { class: "live-text" }, isLive ? "Live" : "Reconnecting"),
    ),
    h("div", { class: "bar-buttons" }, buttons),
  );
}
