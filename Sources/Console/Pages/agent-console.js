// An agent's console: joins the stream, the desk, the page and the cues.

import { AgentDesk } from "./parts/agent-desk.js";
import { Ringer, TitleBar } from "./parts/attention.js";
import { asDuration, showTime } from "./parts/clock.js";
import { drawPage } from "./parts/dom.js";
import { shortcuts } from "./parts/kept.js";
import { announce } from "./parts/speaker.js";
import { needsReading } from "./parts/state.js";
import { Store } from "./parts/store.js";
import { EventStream } from "./parts/stream.js";
import { customerName, problemSentence, statuses, statusReason } from "./parts/words.js";
import { agentPage } from "./views/agent.js";
import { closeDialog, redrawDialog } from "./views/dialog.js";
import { expire, noticeText, notices } from "./views/notices.js";
import { openSettings } from "./views/settings.js";
import { listenToKeys, openShortcuts } from "./views/shortcuts.js";

const RECENT_DELAY_MILLISECONDS = 400;
const OLD_SECONDS = 60;
/** After these today's list has one more. */
const endings = [
  "call.ended", "offer.rejected", "offer.timedOut", "offer.canceled", "offer.failed",
  "stream.snapshot",
];

export function openAgentConsole({ client, clock, me, root, leave }) {
  const store = new Store();
  const ringer = new Ringer();
  const titleBar = new TitleBar();
  const page = {
    ringer,
    linkProblem: null,
    leave: () => leave(),
    openShortcuts: () => openShortcuts(redraw, true),
  };
  let isOpen = true;
  let isDue = false;
  let askedForPin = false;

  function redraw() {
    if (isDue || !isOpen) return;
    isDue = true;
    queueMicrotask(() => {
      isDue = false;
      if (isOpen) drawNow();
    });
  }

  function drawNow() {
    const focused = document.activeElement;
    const home = focused?.closest("section");
    drawPage(root, agentPage(desk, page), notices(store.state.notices, dismiss));
    redrawDialog();
    showTime(clock);
    if (!document.activeElement || document.activeElement === document.body) {
      if (focused && !focused.isConnected && home?.isConnected) home.querySelector("h2").focus();
    }
    const { agent } = desk;
    const asksForPin = Boolean(agent && desk.isIn && agent.connection.state === "verifying");
    if (asksForPin && !askedForPin && !isTyping()) document.getElementById("pin")?.focus();
    askedForPin = asksForPin;
    attract(agent);
  }

  function attract(agent) {
    const { isLive } = store.state;
    const offer = isLive && desk.isIn ? agent?.offer : null;
    if (offer) ringer.start();
    else ringer.stop();
    const usual = agent ? `${statuses[agent.status.status] ?? ""} - Offhook` : "Offhook";
    titleBar.show(usual, offer ? `Customer: ${customerName(offer)}` : null);
  }

  function dismiss(id) {
    store.happened({ type: "page.noticeDismissed", id });
  }

  const desk = new AgentDesk({ client, store, clock, tenant: me.tenant, agent: me.agent, redraw });
  desk.openSettings = () => openSettings(desk);
  let recentTimer = null;

  store.watch((event, before) => {
    if (needsReading(event) && store.state.isLive) desk.read();
    if (endings.includes(event.type)) {
      clearTimeout(recentTimer);
      recentTimer = setTimeout(() => desk.readRecent(), RECENT_DELAY_MILLISECONDS);
    }
    if (event.type === "call.ended") desk.ui.pane = null;
    // Whatever is asked can be asked again; a customer cannot wait behind it.
    if (event.type === "offer.created") closeDialog();
    for (const notice of store.state.notices) {
      if (!before.notices.includes(notice)) noticed(notice);
    }
    say(event);
    redraw();
  });

  function noticed(notice) {
    // What was told long ago, while this page slept, is of no use as a message now.
    if (notice.time && clock.secondsSince(notice.time) > OLD_SECONDS) return dismiss(notice.id);
    if (notice.type !== "page.problem") announce(noticeText(notice));
    expire(notice, dismiss);
  }

  function say(event) {
    if (event.type === "offer.created") {
      const { direction, queue, expiresAt, acceptOn, mustAccept } = event.data;
      const way = direction === "outbound" ? "Customer to call" : "Customer calls";
      const from = queue ? `, queue ${queue}` : "";
      const left = asDuration(clock.secondsUntil(expiresAt));
      const keys = keysFor(acceptOn, mustAccept);
      announce(`${way}: ${customerName(event.data)}${from}. ${left} to answer.${keys}`, true);
    } else if (event.type === "agent.statusChanged" && event.data.status !== "offered") {
      const reason = statusReason(event.data);
      announce(`${statuses[event.data.status] ?? event.data.status}${reason ? `, ${reason}` : ""}`);
    }
  }

  const stream = new EventStream(client, client.path(me.tenant, "events"), {
    event: (event) => store.happened(event),
    live: () => {
      page.linkProblem = null;
      store.happened({ type: "page.live" });
      // It also tells the service's time, which this machine may have lost while it slept.
      desk.read();
    },
    lost: (refusal) => {
      page.linkProblem = refusal;
      store.happened({ type: "page.lost" });
    },
    ended: (refusal) => leave(problemSentence(refusal.code)),
  });

  const stopKeys = listenToKeys(redraw, true);
  stream.start();
  desk.readBreakReasons();
  redraw();
  return {
    close() {
      isOpen = false;
      stream.stop();
      stopKeys();
      ringer.stop();
      titleBar.show("Offhook", null);
    },
  };
}

/** What presses the buttons that there are. */
function keysFor(acceptOn, mustAccept) {
  if (acceptOn === "phone") return " Answer on your phone.";
  if (shortcuts.value === "off") return "";
  return mustAccept ? " A answers." : " A answers, R rejects.";
}

function isTyping() {
  const focused = document.activeElement;
  return Boolean(focused?.matches("input, textarea") && focused.value !== "");
}
