// "Persistent call offered": the phone is called, and the PIN that is heard there is typed here.

import { h } from "../parts/dom.js";
import { icon } from "../parts/icons.js";
import { button, countdown, until } from "./controls.js";

export function pinPane(desk, refused) {
  const { agent, ui } = desk;
  const { state, dialsAt } = agent.connection;
  const isCheck = ui.validation === agent.connection.attemptId;
  const title = isCheck ? "Checking your phone" : "Persistent call offered";
  const steps = [
    ["called", "Your phone is called", state !== "dialing"],
    ["answered", "Answer it and listen", state === "verifying"],
    ["typed", "Type the PIN that you hear", false],
  ];
  const at = steps.findIndex(([, , isDone]) => !isDone);
  return [
    h("p", { class: "headline", key: "title" }, title),
    h(
      "ol",
      { class: "steps", key: "steps" },
      steps.map(([key, text, isDone], index) =>
        h(
          "li",
          {
            key,
            class: isDone ? "done" : index === at ? "now" : "",
            "aria-current": index === at ? "step" : undefined,
          },
          h(
            "span",
            { class: "step-mark", "aria-hidden": "true" },
            isDone ? icon("check") : String(index + 1),
          ),
          text,
          isDone ? h("span", { class: "unseen" }, ", done") : null,
        ),
      ),
    ),
    state === "dialing" && dialsAt
      ? h(
        "p",
        { class: "muted", key: "turn" },
        "All lines are in use. Your phone is called in ",
        until(dialsAt),
        ".",
      )
      : null,
    form(desk, refused),
  ];
}

function form(desk, refused) {
  const { agent, ui } = desk;
  const { state, attemptId, startedAt, expiresAt, attemptsLeft, pinDigits = 4 } = agent.connection;
  const wrong = ui.wrongPin?.attemptId === attemptId ? ui.wrongPin.text : null;
  const isOpen = state === "verifying";
  return h(
    "form",
    {
      key: "pin",
      class: "pin-form",
      onsubmit: async (event) => {
        event.preventDefault();
        const field = document.getElementById("pin");
        const pin = field.value.trim();
        if (pin === "") return field.focus();
        if (!(await desk.confirmPin(pin)) && field.isConnected) {
          field.value = "";
          field.focus();
        }
      },
    },
    h("label", { for: "pin" }, `PIN, ${pinDigits} digits`),
    h(
      "div",
      { class: "row pin-row" },
      h("input", {
        id: "pin",
        class: "pin",
        inputmode: "numeric",
        autocomplete: "one-time-code",
        maxlength: String(pinDigits),
        pattern: "[0-9]*",
        "aria-describedby": "pin-problem pin-left",
        "aria-invalid": wrong ? "true" : undefined,
        disabled: !isOpen,
      }),
      h(
        "button",
        {
          type: "submit",
          class: "button primary large",
          "data-action": "confirm",
          disabled: !isOpen,
        },
        "Confirm",
      ),
    ),
    h("p", { id: "pin-problem", class: "field-problem", role: "alert" }, wrong),
    isOpen
      ? h(
        "div",
        { class: "pin-time", key: "time" },
        countdown(startedAt, expiresAt),
        h("p", { id: "pin-left", class: "muted" },
          until(expiresAt, { class: "figure" }), " left",
          attemptsLeft === undefined ? "" : `, ${tries(attemptsLeft)}`),
      )
      : null,
    button({
      action: "call-off",
      label: "Call off",
      icon: "close",
      kind: "quiet",
      refused: refused.closeConnection,
      tell: (why) => desk.tell(why),
      press: () => desk.closeConnection(),
    }),
  );
}

function tries(count) {
  return `${count} ${count === 1 ? "try" : "tries"}`;
}
