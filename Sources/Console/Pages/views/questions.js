// What an agent is asked before something is done that cannot be undone. Each gives back the key of
// what was chosen, or null.

import { consequences, modes } from "../parts/words.js";
import { choose } from "./dialog.js";

/** Another window or computer has the session. */
export function askAboutOther() {
  return choose({
    title: "You are logged in already",
    text:
      "In another window or on another computer you are logged in. You can go on with that here, " +
      "or end it and begin anew.",
    points: [
      "Going on here keeps your phone connected.",
      "Beginning anew ends the phone connection; you answer your phone and enter a PIN again.",
    ],
    choices: [
      { key: "goOn", label: "Go on here" },
      { key: "takeOver", label: "Begin anew", kind: "danger" },
    ],
  });
}

/** Logging out while a customer is there. */
export function askAboutCall() {
  return choose({
    title: "Log out during a call?",
    text: "You are with a customer.",
    points: [
      "After the call: you are logged out when it ends.",
      "Now: you leave at once. The customer hears music and goes back to the queue.",
    ],
    choices: [
      { key: "afterCall", label: "After the call" },
      { key: "now", label: "Now", kind: "danger" },
    ],
  });
}

export function askAboutClosing() {
  return choose({
    title: "Close the phone connection?",
    text: "Your phone is hung up. No customer reaches you until you open the connection again.",
    choices: [{ key: "close", label: "Close connection", kind: "danger" }],
  });
}

/** P4: what a change of mode leads to. */
export function askAboutMode(mode, codes = []) {
  return choose({
    title: `Change to ${modes[mode] ?? "the usual mode"}?`,
    text: "This is what happens:",
    points: codes.map((code) => consequences[code] ?? code),
    choices: [{ key: "change", label: "Change" }],
  });
}
