// Keys that press buttons, and the window that tells of them.

import { h } from "../parts/dom.js";
import { shortcuts } from "../parts/kept.js";
import { button, isWritingIn } from "./controls.js";
import { closeDialog, isDialogOpen, openDialog, sheet } from "./dialog.js";

const ofAgent = [
  ["A", "Answer the customer who waits"], ["R", "Reject"],
  ["H", "Hold, or resume"],
  ["M", "Mute, or unmute"],
  ["K", "Keypad"],
  ["T", "Transfer"],
  ["C", "Record the call, pause the recording, or go on"],
  ["E", "End the call: hang up"],
  ["W", "End the wrap-up"],
  ["O", "Re-open the connection"],
  ["D", "Go to the field to call somebody"],
  ["1", "Available"], ["2", "On break"], ["3", "Work offline"],
  ["S", "Phone settings"], ["?", "This list"],
];
const ofSupervisor = [["F", "Go to the filter"], ["?", "This list"]];

/**
 * What somebody types into may go away under their fingers: a customer closes a dialogue, the end
 * of a call its keypad. The keys that follow are not meant for the page.
 */
const TYPING_MILLISECONDS = 1_500;
const places = "input, textarea, select, dialog, .keypad";

/** Listens to single keys, where they are not written into something; gives back what ends that. */
export function listenToKeys(redraw, isAgent) {
  let typed = { at: -Infinity, into: null };
  const note = (event) => {
    if (!event.target.closest?.(places)) return;
    // Who presses Enter, Escape or Tab is done with it.
    typed = { at: event.timeStamp, into: event.key.length === 1 ? event.target : null };
  };
  const take = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (isDialogOpen() || isWritingIn(event.target)) return;
    const isRecent = event.timeStamp - typed.at < TYPING_MILLISECONDS;
    if (isGone(typed.into) && isRecent) {
      typed.at = event.timeStamp;
      return;
    }
    typed.into = null;
    if (event.key === "?") return openShortcuts(redraw, isAgent);
    if (shortcuts.value === "off") return;
    const letter = CSS.escape(event.key.toLowerCase());
    const field = document.querySelector(`[data-focus-letter="${letter}"]`);
    const pressed = document.querySelector(`[data-letter="${letter}"]`);
    if (!field && !pressed) return;
    event.preventDefault();
    if (pressed) pressed.click();
    else field.focus();
  };
  addEventListener("keydown", note, true);
  addEventListener("keydown", take);
  return () => {
    removeEventListener("keydown", note, true);
    removeEventListener("keydown", take);
  };
}

function isGone(element) {
  if (element === null) return false;
  return !element.isConnected || element.closest("dialog:not([open])") !== null;
}

export function openShortcuts(redraw, isAgent) {
  openDialog(() =>
    sheet(
      "Keyboard",
      [
        h(
          "p",
          { class: "muted", key: "hint" },
          "These keys work where you are not typing into a field. Tab and Enter reach everything.",
        ),
        h(
          "dl",
          { class: "keys", key: "keys" },
          (isAgent ? ofAgent : ofSupervisor).map(([key, text]) =>
            h("div", { key }, h("dt", {}, h("kbd", {}, key)), h("dd", {}, text))),
        ),
      ],
      [
        button({ action: "close-keys", label: "Close", kind: "primary", press: closeDialog }),
        button({
          action: "switch-keys",
          label: shortcuts.value === "off" ? "Switch keys on" : "Switch keys off",
          press: () => {
            shortcuts.value = shortcuts.value === "off" ? "on" : "off";
            redraw();
          },
        }),
      ],
    ));
}
