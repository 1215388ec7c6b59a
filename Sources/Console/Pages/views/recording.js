// Whether the call is recorded, for its agent to see and to change.

import { h } from "../parts/dom.js";
import { icon } from "../parts/icons.js";
import { button } from "./controls.js";

/** What is said of it, in words: the colour says nothing more. */
function text({ held, recording }) {
  switch (recording.state) {
    case "starting":
      return "The recording is about to begin.";
    case "recording":
      return "Recording: what the two of you say is taken down.";
    case "stopping":
      return "The recording is being ended.";
    default:
      return recording.pausedByAgent
        ? "Recording paused: nothing is taken down."
        : `Recording paused${held ? ": the customer hears music" : ""}.`;
  }
}

export function recordingPane(desk, refused, call) {
  const { recording } = call;
  const tell = (why) => desk.tell(why);
  const deed = (action, name, label, symbol, letter) => button({
    action,
    label,
    icon: symbol,
    letter,
    refused: refused[action],
    tell,
    press: () => desk.onRecording(name),
  });
  const isRunning = recording?.state === "recording";
  return h(
    "div",
    {
      key: "recording",
      class: `recording ${isRunning ? "running" : ""}`,
      role: "group",
      "aria-label": "Recording",
    },
    recording
      ? h(
        "p",
        { class: "strong recording-state", role: "status", "data-recording": recording.state },
        icon(isRunning ? "record" : "pause"),
        text(call),
      )
      : null,
    !recording && call.recordingFailed
      ? h("p", { class: "hint strong", role: "status" }, "This call could not be recorded.")
      : null,
    h(
      "div",
      { class: "row" },
      recording ? null : deed("startRecording", "start", "Record", "record", "c"),
      recording && !recording.pausedByAgent
        ? deed("pauseRecording", "pause", "Pause recording", "pause", "c") : null,
      recording?.pausedByAgent
        ? deed("resumeRecording", "resume", "Go on recording", "record", "c") : null,
      recording ? deed("stopRecording", "stop", "Stop recording", "stop") : null,
    ),
  );
}
