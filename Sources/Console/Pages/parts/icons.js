// Line drawings of 24 by 24, made for this page.

import { h } from "./dom.js";

const paths = {
  phone:
    "M6.6 3.5 9 3l2 4.6-2 1.7a12 12 0 0 0 5.7 5.7l1.7-2 4.6 2-.5 2.4c-.3 1.6-1.6 2.7-3.2 2.6C10 " +
    "19.5 4.5 14 4 6.7c-.1-1.6 1-2.9 2.6-3.2Z",
  hangUp: "M3 13.5c5-4.7 13-4.7 18 0l-1.7 2.7-4.3-1.2v-2.7a13 13 0 0 0-6 0V15l-4.3 1.2L3 13.5Z",
  pause: "M8 5v14M16 5v14",
  record: "M12 5a7 7 0 1 0 0 14 7 7 0 0 0 0-14ZM12 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4Z",
  stop: "M6.5 6.5h11v11h-11v-11Z",
  play: "M8 5l11 7-11 7V5Z",
  mic: "M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3ZM5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21",
  micOff:
    "M9 9v2a3 3 0 0 0 5 2.2M15 9V6a3 3 0 0 0-5.8-1M5.5 11a6.5 6.5 0 0 0 10.8 4.9M18.5 11a6.5 6.5 " +
    "0 0 1-.5 2.5M12 17.5V21M4 4l16 16",
  keypad:
    "M6 5.5h.01M12 5.5h.01M18 5.5h.01M6 11.5h.01M12 11.5h.01M18 11.5h.01M6 17.5h.01M12 " +
    "17.5h.01M18 17.5h.01",
  transfer: "M4 8h14l-3.5-3.5M20 16H6l3.5 3.5",
  check: "M5 12.5l4.5 4.5L19 7.5",
  close: "M6 6l12 12M18 6L6 18",
  link:
    "M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 " +
    "5.7l1-1",
  unlinked:
    "M13.5 6.8 15 5.3a4 4 0 0 1 3.7 5.7l-1.5 1.5M10.5 17.2 9 18.7A4 4 0 0 1 5.3 13l1.5-1.5M4 " +
    "4l16 16",
  bell: "M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15L6 16ZM10 20.5a2 2 0 0 0 4 0",
  bellOff: "M8 6.5A6 6 0 0 1 18 11v3M6 10v6l-1.5 2H17M10 20.5a2 2 0 0 0 4 0M4 4l16 16",
  settings: "M4 7h9M17 7h3M4 12h3M11 12h9M4 17h9M17 17h3M15 5v4M9 10v4M15 15v4",
  keyboard: "M3 6.5h18v11H3v-11ZM7 10h.01M11 10h.01M15 10h.01M8 14h8",
  logOut: "M14 4H6v16h8M11 12h9M16.5 8.5 20 12l-3.5 3.5",
  alert: "M12 4 2.5 20h19L12 4ZM12 10v4.5M12 17.3h.01",
  clock: "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17ZM12 7.5V12l3 2",
  inbound: "M19 5 6 18M6 9v9h9",
  outbound: "M5 19 18 6M9 6h9v9",
  person: "M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8ZM4.5 20c.8-4 3.8-6 7.5-6s6.7 2 7.5 6",
  cup:
    "M5 8h11v6a5 5 0 0 1-5 5h-1a5 5 0 0 1-5-5V8ZM16 9h2a2.5 2.5 0 0 1 0 5h-2M8 3.5v1.5M12 3.5v1.5",
  desk: "M3 5h18v11H3V5ZM9 20h6M12 16v4",
};

export function icon(name) {
  return h(
    "svg",
    { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false", key: name },
    h("path", { d: paths[name] }),
  );
}
