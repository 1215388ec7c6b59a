// The way in: a token.

import { h } from "../parts/dom.js";
import { icon } from "../parts/icons.js";

/**
 * @param message why nobody is in, or null.
 * @param isTrying whether a token is being looked at.
 */
export function login({ message, isTrying, enter }) {
  return h(
    "main",
    { key: "login", class: "login" },
    h(
      "form",
      {
        class: "card",
        onsubmit: (event) => {
          event.preventDefault();
          enter(document.getElementById("token").value.trim());
        },
      },
      h(
        "div",
        { class: "brand large" },
        h("span", { class: "mark" }, icon("phone")),
        h("h1", {}, "Offhook"),
      ),
      h("label", { for: "token" }, "Access token"),
      h("input", {
        id: "token",
        type: "password",
        autocomplete: "off",
        spellcheck: "false",
        autocapitalize: "off",
        required: true, autofocus: true, "aria-describedby": "token-help token-message",
      }),
      h("p", { id: "token-help", class: "muted" },
        "Your administrator gives it to you. It is kept only until you close this window."),
      h("p", { id: "token-message", class: "field-problem", role: "alert" }, message),
      h(
        "button",
        {
          class: "button primary wide",
          type: "submit",
          "data-action": "enter",
          "aria-disabled": isTrying ? "true" : undefined,
        },
        isTrying ? "Looking ..." : "Log in",
      ),
    ),
  );
}
