// What was recorded, for a supervisor.

import { asDuration } from "../parts/clock.js";
import { h } from "../parts/dom.js";
import { recordingEnds } from "../parts/words.js";
import { button, section, timeOfDay } from "./controls.js";

export function recordingsCard({ state, recordings }) {
  const { items, nextCursor } = recordings;
  return section(
    "recordings", "Recordings", {},
    items === null || items.length === 0
      ? h(
        "p",
        { class: "muted empty", key: "none" },
        items === null ? "Looking ..." : "No call was recorded.",
      )
      : h(
        "ul",
        { class: "recent", key: "some" },
        items.map((item) => recordingRow(state, recordings, item)),
      ),
    nextCursor
      ? button({
        action: "more-recordings",
        label: "Show older ones",
        kind: "quiet",
        press: () => recordings.read(nextCursor),
      })
      : null,
  );
}

function recordingRow({ agents }, recordings, item) {
  const isOver = Boolean(item.endedAt);
  const { playing } = recordings;
  const isPlaying = playing?.id === item.id;
  const name = agents[item.agent]?.name ?? item.agent;
  return h(
    "li",
    { key: item.id, class: "recording-row", "data-recording": item.id },
    h(
      "span",
      { class: "recent-name" },
      name,
      h(
        "span",
        { class: "muted small" },
        isOver
          ? `${asDuration(item.durationSeconds)}, ${recordingEnds[item.endReason] ?? item.endReason}`
          : "not over yet",
      ),
    ),
    h("span", { class: "recent-time" }, timeOfDay(item.startedAt)),
    isOver
      ? h(
        "span",
        { class: "row" },
        button({
          action: "play",
          label: isPlaying ? "Close" : "Play",
          icon: isPlaying ? "stop" : "play",
          press: () => (isPlaying ? recordings.silence() : recordings.play(item.id)),
        }),
        recordings.mayDelete
          ? button({
            action: "delete-recording",
            label: "Delete",
            kind: "danger",
            press: () => recordings.remove(item.id),
          })
          : null,
      )
      : null,
    isPlaying
      ? playing.url
        ? h("audio", {
          key: playing.url,
          src: playing.url,
          controls: true,
          autoplay: true,
          "aria-label": `What ${name} and the customer said`,
        })
        : h("p", { class: "muted", role: "status" }, "Fetching ...")
      : null,
  );
}
