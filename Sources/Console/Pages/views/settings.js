// How the agent's phone takes part in calls: seen in full, also where it may not be changed.

import { h } from "../parts/dom.js";
import { modes, sources, workplaceKinds } from "../parts/words.js";
import { closeDialog, openDialog, sheet } from "./dialog.js";
import { button } from "./controls.js";

/** The choice of a workplace that is typed. */
const OTHER = "other";

/** Opens the window with the settings. */
export async function openSettings(desk) {
  desk.ui.problem.settings = null;
  await desk.readSettings();
  if (desk.settings) openDialog(() => settingsSheet(desk));
}

function settingsSheet(desk) {
  const { settings, ui } = desk;
  const problem = ui.problem.settings;
  return sheet(
    "Phone settings",
    h(
      "form",
      {
        id: "settings", class: "settings",
        onsubmit: (event) => {
          event.preventDefault();
          save(desk);
        },
      },
      modeField(settings),
      autoAnswerField(settings),
      workplaceField(settings),
      problem ? refused(desk, problem) : null,
    ),
    [
      mayChangeAnything(settings) && h(
        "button",
        {
          key: "save",
          type: "submit",
          form: "settings",
          class: "button primary",
          "data-action": "save-settings",
        },
        "Save",
      ),
      button({ action: "close-settings", label: "Close", press: closeDialog }),
    ],
  );
}

function mayChangeAnything(settings) {
  return (
    settings.mayChangeConnectionMode.value || settings.mayChangeAutoAnswer.value ||
    settings.mayEnterWorkplace.value || settings.workplaces.value.length > 1
  );
}

function modeField({ connectionMode, persistentEnabled, mayChangeConnectionMode, inForce }) {
  const isFree = mayChangeConnectionMode.value;
  const later = inForce && inForce.connectionMode !== connectionMode.value
    ? `In force now: ${modes[inForce.connectionMode]}.`
    : null;
  return h(
    "fieldset",
    { key: "mode" },
    h("legend", {}, "Connection mode"),
    ["persistent", "onDemand"].map((value) =>
      h(
        "label",
        { key: value, class: "radio" },
        h("input", {
          type: "radio", name: "mode", value, checked: connectionMode.value === value,
          disabled: !isFree || (value === "persistent" && !persistentEnabled.value),
        }),
        h("span", {}, modes[value], h("span", { class: "muted small" }, value === "persistent"
          ? "Your phone stays connected in silence; customers come through at once."
          : "Your phone rings for each call.")),
      )),
    h("p", { class: "muted small" }, [
      `This is ${sources[connectionMode.source]}.`,
      isFree ? null : " Only your administrator changes it.",
      persistentEnabled.value ? null : " Persistent connection is not enabled for you.",
      later ? ` ${later}` : null,
    ]),
  );
}

function autoAnswerField({ autoAnswer, mayChangeAutoAnswer }) {
  return h(
    "fieldset",
    { key: "auto" },
    h("legend", {}, "Auto answer"),
    h("label", { class: "radio" },
      h(
        "input",
        {
          type: "checkbox",
          name: "auto",
          checked: autoAnswer.value,
          disabled: !mayChangeAutoAnswer.value,
        },
      ),
      h("span", {}, "Connect customers without asking me")),
    h("p", { class: "muted small" }, [
      `This is ${sources[autoAnswer.source]}.`,
      mayChangeAutoAnswer.value ? null : " Only your administrator changes it.",
    ]),
  );
}

function workplaceField({ workplace, workplaces, mayEnterWorkplace, pendingWorkplace }) {
  const known = workplaces.value.some((one) => isSame(one, workplace.value))
    ? workplaces.value
    : [workplace.value, ...workplaces.value];
  return h(
    "fieldset",
    { key: "workplace" },
    h("legend", {}, "My phone"),
    known.map((one) =>
      h("label", { key: `${one.kind} ${one.address}`, class: "radio" },
        h(
          "input",
          {
            type: "radio",
            name: "workplace",
            value: JSON.stringify(one),
            checked: isSame(one, workplace.value),
          },
        ),
        h("span", {}, one.address, h("span", { class: "muted small" }, workplaceKinds[one.kind])))),
    mayEnterWorkplace.value
      ? [
        h("label", { key: "other", class: "radio" },
          h("input", { type: "radio", name: "workplace", id: "workplace-other", value: OTHER }),
          h("span", {}, "Another number or SIP address")),
        h(
          "label",
          { key: "address-label", for: "workplace-address", class: "unseen" },
          "Number or SIP address of the other phone",
        ),
        h("input", {
          key: "address",
          id: "workplace-address",
          maxlength: "200",
          autocomplete: "off",
          placeholder: "+49 30 123456",
          oninput: () => {
            document.getElementById("workplace-other").checked = true;
          },
        }),
      ]
      : h(
        "p",
        { key: "closed", class: "muted small" },
        "Your administrator says which phones you may use.",
      ),
    pendingWorkplace
      ? h(
        "p",
        { key: "pending", class: "muted small" },
        `Not checked yet: ${pendingWorkplace.address}. It is called next, with a PIN.`,
      )
      : null,
    (mayEnterWorkplace.value || known.length > 1) && h(
      "p",
      { key: "hint", class: "muted small" },
      "Changing it ends an open connection at once, and the other phone is called with a new PIN.",
    ),
  );
}

function refused(desk, { code, text, change }) {
  return h(
    "div",
    { key: "refused", class: "field-problem", role: "alert" },
    h("p", {}, text),
    code === "mustWorkOffline"
      ? button({
        action: "work-offline",
        label: "Work offline now",
        kind: "plain",
        press: () => offlineAndAgain(desk, change),
      })
      : null,
    code === "workplaceNotValidated"
      ? button({
        action: "validate",
        label: "Call this phone to check it",
        press: async () => {
          if (await desk.validateWorkplace(change.workplace)) closeDialog();
        },
      })
      : null,
  );
}

async function offlineAndAgain(desk, change) {
  await desk.setStatus("workingOffline");
  if (await desk.changeSettings(change)) closeDialog();
}

/** Sends what differs from what is set. */
async function save(desk) {
  const { settings } = desk;
  const { elements } = document.getElementById("settings");
  const change = {};
  const mode = elements.mode.value;
  if (mode && mode !== settings.connectionMode.value) change.connectionMode = mode;
  const { disabled, checked } = elements.auto;
  if (!disabled && checked !== settings.autoAnswer.value) change.autoAnswer = checked;
  const workplace = chosenWorkplace(elements);
  if (workplace && !isSame(workplace, settings.workplace.value)) change.workplace = workplace;
  if (Object.keys(change).length === 0) return closeDialog();
  if (await desk.changeSettings(change)) closeDialog();
}

function chosenWorkplace(elements) {
  const { value } = elements.workplace;
  if (value !== OTHER) return JSON.parse(value);
  const address = elements["workplace-address"]?.value.trim();
  if (!address) return null;
  return { kind: /^sips?:|@/.test(address) ? "sipUri" : "phoneNumber", address };
}

function isSame(one, other) {
  return one.kind === other.kind && one.address === other.address;
}
