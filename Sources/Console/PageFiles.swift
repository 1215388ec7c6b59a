// Written by embed-pages.sh: change the files in Pages instead.
// swift-format-ignore-file

/// The files of the console, as they are served: in the program itself, so that it needs none.
enum PageFiles {
    static let texts: KeyValuePairs<String, String> = [
        "agent-console.js": ##"""
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
"""##,
        "index.html": ##"""
<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>Offhook</title>
    <link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='8' fill='%230b6b63'/%3E%3Cpath d='M10 8l3-.6 2.6 5.6-2.6 2.200a14 14 0 0 0 5 5l2.200-2.6 5.6 2.6-.6 3c-.4 1.800-1.800 2.800-3.6 2.6C14 25 7.6 18.400 7 11.400 6.800 9.6 8.200 8.400 10 8Z' fill='%23fff'/%3E%3C/svg%3E">
    <link rel="stylesheet" href="styles/colours.css">
    <link rel="stylesheet" href="styles/page.css">
    <link rel="stylesheet" href="styles/controls.css">
    <link rel="stylesheet" href="styles/agent.css">
    <link rel="stylesheet" href="styles/supervisor.css">
    <link rel="stylesheet" href="styles/admin.css">
    <script type="module" src="main.js"></script>
  </head>
  <body>
    <noscript>The console needs JavaScript.</noscript>
    <div id="page"></div>
    <dialog id="dialog" aria-labelledby="dialog-title"></dialog>
    <div id="said" class="unseen" aria-live="polite"></div>
    <div id="said-at-once" class="unseen" aria-live="assertive"></div>
  </body>
</html>
"""##,
        "main.js": ##"""
// Begins: finds the token, asks whose it is, and opens the console that is for them.

import { openAgentConsole } from "./agent-console.js";
import { ControlClient } from "./parts/api.js";
import { ServerClock, showTime } from "./parts/clock.js";
import { draw } from "./parts/dom.js";
import * as kept from "./parts/kept.js";
import { problemSentence } from "./parts/words.js";
import { openSupervisorConsole } from "./supervisor-console.js";
import { login } from "./views/login.js";

const RETRY_MILLISECONDS = 2_000;
const root = document.getElementById("page");
const clock = new ServerClock();
let entrance = { message: null, isTrying: false };
let consoleAtWork = null;
/** Of the latest entrance or leaving: what an earlier one still waits for is of no use then. */
let turn = 0;

function showEntrance(change) {
  entrance = { ...entrance, ...change };
  draw(root, login({ ...entrance, enter }));
}

/** @param message why. */
function leave(message = null) {
  turn += 1;
  consoleAtWork?.close();
  consoleAtWork = null;
  kept.token.value = null;
  kept.sessionId.value = null;
  document.title = "Offhook";
  showEntrance({ message, isTrying: false });
  document.getElementById("token").focus();
}

async function enter(token) {
  if (entrance.isTrying || token === "") return;
  if (/[^\x21-\x7E]/.test(token)) return showEntrance({ message: problemSentence("tokenInvalid") });
  const client = new ControlClient(token, clock);
  turn += 1;
  const own = turn;
  showEntrance({ message: null, isTrying: true });
  for (;;) {
    try {
      const me = await client.me();
      if (own !== turn) return;
      kept.token.value = token;
      return open(client, me);
    } catch (refusal) {
      if (own !== turn) return;
      if (!refusal.isPassing) return leave(problemSentence(refusal.code));
      showEntrance({ message: `${problemSentence(refusal.code)} It is tried again.` });
      await new Promise((resolve) => setTimeout(resolve, RETRY_MILLISECONDS));
      if (own !== turn) return;
    }
  }
}

function open(client, me) {
  entrance.isTrying = false;
  if (me.role === "router") {
    return leave(
      "This token is for a program that hands out customers. Use an agent's or a supervisor's."
    );
  }
  const openConsole = me.role === "agent" ? openAgentConsole : openSupervisorConsole;
  consoleAtWork = openConsole({ client, clock, me, root, leave });
}

function begin() {
  kept.takeTokenFromAddress();
  const { value } = kept.token;
  showEntrance({});
  if (value) enter(value);
}

addEventListener("hashchange", () => {
  if (!location.hash.startsWith("#token=")) return;
  consoleAtWork?.close();
  consoleAtWork = null;
  entrance.isTrying = false;
  turn += 1;
  begin();
});
setInterval(() => showTime(clock), 250);
begin();
"""##,
        "parts/actions.js": ##"""
// What an agent can do now. The service decides; this only keeps buttons from promising what it
// would refuse. What it said last, in a problem's `allowedActions` and `refusedActions`, goes
// first.

/** By action: null where it can be done, otherwise the code that it would be refused with. */
export function refusals(agent, said = {}) {
  return { ...guessed(agent), ...said };
}

function guessed(agent) {
  const { status, connection, call, offer } = agent;
  if (status.status === "loggedOut") return whileLoggedOut();
  const isPersistent = mode(agent) === "persistent";
  const inCall = call ? "inCall" : null;
  const isUnhealthy = connection.health?.state === "unhealthy";
  const noLine = isPersistent && connection.state !== "open" ? "connectionNotOpen" : null;
  const unhealth =
    connection.health?.reason === "phoneOnHold" ? "phoneOnHold" : "connectionUnhealthy";
  const onHold = isPersistent && isUnhealthy ? unhealth : null;
  return {
    logIn: "alreadyLoggedIn",
    setStatus: null,
    logOut: inCall,
    openConnection: opening(agent, isPersistent),
    closeConnection: connection.state === "closed" ? "connectionAlreadyClosed" : inCall,
    confirmPin: confirming(connection),
    acceptOffer: offer ? accepting(offer, onHold) : "offerUnknown",
    rejectOffer: offer ? (offer.mustAccept ? "mustAccept" : null) : "offerUnknown",
    placeCall: inCall ?? (offer ? "offerPending" : null) ?? noLine ?? onHold,
    completeWrapUp: status.status === "wrappingUp" ? null : "notWrappingUp",
    ...withCustomer(call),
  };
}

function whileLoggedOut() {
  const actions = ["setStatus", "logOut", "openConnection", "closeConnection", "confirmPin",
    "placeCall", "completeWrapUp"];
  return { logIn: null, ...Object.fromEntries(actions.map((name) => [name, "notLoggedIn"])) };
}

/** The mode in force: what a connection was opened with holds as long as it stands. */
export function mode(agent) {
  return agent.connection.state === "closed" ? agent.phoneSettings.connectionMode : "persistent";
}

function opening({ connection }, isPersistent) {
  if (connection.pinLockedAt) return "pinLocked";
  if (connection.state === "open") return connection.isExpiring ? null : "connectionAlreadyOpen";
  if (connection.state !== "closed") return "attemptUnderWay";
  return isPersistent ? null : "modeIsOnDemand";
}

function confirming({ state }) {
  switch (state) {
    case "verifying":
      return null;
    case "dialing":
    case "ringing":
      return "pinNotSpokenYet";
    case "open":
      return "connectionAlreadyOpen";
    default:
      return "attemptIsOver";
  }
}

function accepting(offer, onHold) {
  return offer.acceptOn === "phone" ? "answerOnPhone" : onHold;
}

function withCustomer(call) {
  if (!call) {
    const actions = ["hangUp", "hold", "resume", "mute", "unmute", "sendDigits", "transfer", "consult",
      "addParticipant", "swapTransfer", "joinTransfer", "completeTransfer", "cancelTransfer",
      "startRecording", "pauseRecording", "resumeRecording", "stopRecording"];
    return Object.fromEntries(actions.map((name) => [name, "callUnknown"]));
  }
  const early = call.state === "connected" ? null : "callNotConnected";
  const { participant } = call;
  const busy = early ?? (participant ? "consultUnderWay" : null);
  const unanswered = participant?.state === "connected" ? null : "participantNotConnected";
  const withThem = early ?? (participant ? unanswered : "participantUnknown");
  const talksToThem = participant?.audience === "thirdParty" && !unanswered;
  const { recording } = call;
  const running = recording && recording.state !== "stopping" ? null : "notRecording";
  return {
    hangUp: null,
    hold: busy,
    resume: busy,
    mute: early,
    unmute: early,
    sendDigits: early ?? (call.held && !talksToThem ? "callIsHeld" : null),
    transfer: busy,
    consult: busy,
    addParticipant: busy,
    swapTransfer: withThem,
    joinTransfer: withThem,
    completeTransfer: withThem,
    cancelTransfer: early ?? (participant ? null : "participantUnknown"),
    startRecording: early ?? (recording ? "alreadyRecording" : null),
    pauseRecording: running,
    resumeRecording: running,
    stopRecording: running,
  };
}
"""##,
        "parts/admin-desk.js": ##"""
// What an administrator looks at and changes. Nothing of it comes by the stream: it is read when a
// page is opened, and again after a change.

import { choose } from "../views/dialog.js";
import { AdminThings } from "./admin-things.js";
import { FormDesk } from "./form-desk.js";
import { hashOf, placeOf } from "./place.js";
import { policyFields } from "./policy-fields.js";
import {
  fieldsOf, groupSections, newAgentSections, newGroupSections, profileSections,
} from "./profile-fields.js";
import { announce } from "./speaker.js";
import { problemSentence } from "./words.js";

const LINES_MILLISECONDS = 5_000;

export class AdminDesk {
  place = placeOf("");
  /** What is looked at, as it was read; null while it is being read. */
  data = null;
  /** What is filled in, if anything is. */
  form = null;
  /** Why the page's things could not be read. */
  failure = null;
  filter = "";
  /** Whether the directory is kept in a file, and cannot be changed; null: not known yet. */
  isFile = null;
  /** Whether another page was opened, whose heading gets the focus when it is drawn. */
  isNewPage = false;
  #turn = 0;
  #timer = null;

  constructor({ client, tenant, store, redraw, tell }) {
    Object.assign(this, { client, store, redraw, tell });
    this.things = new AdminThings(client, tenant);
  }

  /** The agents as the stream tells of them. */
  names() {
    return this.store.state.agents;
  }

  get isLive() {
    return this.place.page === "live";
  }

  get hasChanges() {
    return this.form !== null && this.form.changed.length > 0;
  }

  start() {
    this.onHash = () => this.#follow();
    this.onLeave = (event) => {
      if (this.hasChanges) event.preventDefault();
    };
    addEventListener("hashchange", this.onHash);
    addEventListener("beforeunload", this.onLeave);
    this.#enter(placeOf(location.hash));
  }

  stop() {
    removeEventListener("hashchange", this.onHash);
    removeEventListener("beforeunload", this.onLeave);
    clearTimeout(this.#timer);
    this.#turn += 1;
  }

  go(place) {
    location.hash = hashOf(place);
  }

  /** The address has changed: what is not saved is not thrown away unasked. */
  async #follow() {
    const wanted = placeOf(location.hash);
    const here = hashOf(this.place);
    if (location.hash.startsWith("#token=") || hashOf(wanted) === here) return;
    if (this.hasChanges) {
      history.replaceState(null, "", here);
      if (!(await this.mayLeave())) return;
      history.replaceState(null, "", hashOf(wanted));
    }
    this.isNewPage = true;
    await this.#enter(wanted);
  }

  /** Asks, where something would be lost. */
  async mayLeave() {
    if (!this.hasChanges) return true;
    const key = await choose({
      title: "Leave without saving?",
      text: "What you have changed here is not saved yet.",
      choices: [{ key: "leave", label: "Leave without saving", kind: "danger" }],
      cancel: "Stay here",
    });
    return key !== null;
  }

  async #enter(place) {
    Object.assign(this, { place, data: null, form: null, failure: null, filter: "" });
    await this.read();
  }

  /** Reads what the page shows; an answer that is for another page by then is of no use. */
  async read() {
    clearTimeout(this.#timer);
    this.#turn += 1;
    const own = this.#turn;
    this.failure = null;
    this.redraw();
    if (this.isLive) return;
    try {
      const [data] = await Promise.all([this.things.ofPage(this.place), this.#learnWhetherFile()]);
      if (own !== this.#turn) return;
      this.data = data;
      this.#openForm();
    } catch (refusal) {
      if (own !== this.#turn) return;
      this.failure = problemSentence(refusal.code);
    }
    if (this.place.page === "lines") {
      this.#timer = setTimeout(() => this.read(), LINES_MILLISECONDS);
    }
    this.redraw();
  }

  /**
   * No read tells it. The removal of a group that cannot be there, for no id is "-", is refused in
   * either case, and with which code tells; nothing is changed, and nothing written down.
   */
  async #learnWhetherFile() {
    if (this.isFile !== null) return;
    try {
      await this.client.ask("DELETE", this.things.path("groups", "-"));
    } catch ({ code }) {
      if (code === "directoryIsFile") this.isFile = true;
      if (code === "groupUnknown") this.isFile = false;
    }
  }

  #openForm() {
    const { page, id, isNew } = this.place;
    const { data } = this;
    if (page === "policy") {
      this.form = new FormDesk(this, {
        fields: policyFields,
        values: data.policy,
        usual: data.defaults,
        path: this.things.path("policy"),
        prefix: "policy",
      });
    } else if (page === "agents" && id !== null) {
      this.form = new FormDesk(this, {
        fields: fieldsOf(profileSections(data.groups)),
        values: data.profile,
        path: this.things.path("agents", id, "profile"),
      });
    } else if (page === "groups" && id !== null) {
      this.form = new FormDesk(this, {
        fields: fieldsOf(groupSections),
        values: data.group,
        path: this.things.path("groups", id),
      });
    } else if (isNew) {
      const sections = page === "agents" ? newAgentSections(data.groups) : newGroupSections;
      this.form = new FormDesk(this, {
        fields: fieldsOf(sections),
        values: page === "agents" ? { workplace: { kind: "endpoint" } } : {},
        isNew: true,
        path: (entry) => this.things.path(page, entry, ...(page === "agents" ? ["profile"] : [])),
        added: (entry) => {
          announce(`${entry} was added.`);
          if (page === "agents") this.#learnAgent(entry);
          this.go({ page, id: entry });
        },
      });
    }
  }

  /** What was saved is read again, with where each value comes from now. */
  async saved() {
    const { form } = this;
    const own = this.#turn;
    try {
      const data = await this.things.ofPage(this.place);
      if (own !== this.#turn || form !== this.form || form.changed.length > 0) return;
      this.data = data;
      form.begin(data.policy ?? data.profile ?? data.group, data.defaults);
    } catch {
      // It is saved; what is shown is what was sent.
    }
    this.redraw();
  }

  /** What is open was changed. */
  changed() {
    const { page, id } = this.place;
    if (page === "agents") this.#learnAgent(id);
  }

  /** The stream does not tell of who is new, or is called or grouped otherwise. */
  async #learnAgent(id) {
    const changes = this.store.state.changes[id] ?? 0;
    try {
      const agent = await this.things.read("agents", id);
      this.store.happened({ type: "page.agentRead", agent, changes });
    } catch {
      // The live view has it at the next beginning of the stream.
    }
  }

  async remove() {
    const { page, id } = this.place;
    const name = (this.data.profile ?? this.data.group)?.name ?? id;
    const isAgent = page === "agents";
    const key = await choose({
      title: isAgent ? `Remove ${name}?` : `Remove the group ${name}?`,
      text: isAgent
        ? `Agent ${id} is logged out, in a call when that has ended. Their tokens are taken back.`
        : "Nobody may be in it.",
      choices: [{ key: "remove", label: "Remove", kind: "danger" }],
    });
    if (!key || this.place.id !== id) return;
    try {
      await this.client.ask("DELETE", this.things.path(page, id, ...(isAgent ? ["profile"] : [])));
    } catch (refusal) {
      return this.tell(problemSentence(refusal.code));
    }
    this.form = null;
    if (isAgent) this.store.happened({ type: "page.agentGone", id });
    this.tell(`${name} was removed.`, false);
    this.go({ page });
  }
}
"""##,
        "parts/admin-things.js": ##"""
// Reads what an administrator's pages show.

const PAGE_LENGTH = 200;

export class AdminThings {
  constructor(client, tenant) {
    Object.assign(this, { client, tenant });
  }

  path(...parts) {
    return this.client.path(this.tenant, ...parts);
  }

  read(...parts) {
    return this.client.ask("GET", this.path(...parts));
  }

  /** All that a page needs, in one object. */
  async ofPage({ page, id, isNew }) {
    switch (page) {
      case "policy":
        return this.read("policy");
      case "lines":
        return this.#lines();
      case "groups":
        if (isNew) return {};
        return id === null ? { groups: await this.#all("groups") } : this.read("groups", id);
      default:
        if (isNew) return { groups: await this.#all("groups") };
        return id === null ? { agents: await this.#all("agents") } : this.#agent(id);
    }
  }

  async #lines() {
    const [trunks, queues] = await Promise.all([this.read("trunks"), this.read("queues")]);
    return { trunks: trunks.items, queues: queues.items };
  }

  /** What is laid down for an agent, and what holds, with the level that it comes from. */
  async #agent(id) {
    const [groups, { profile }, settings] = await Promise.all([
      this.#all("groups"),
      this.read("agents", id, "profile"),
      this.read("agents", id, "phone-settings"),
    ]);
    return { groups, profile, settings };
  }

  /** A list comes in pages. */
  async #all(what) {
    const items = [];
    let cursor = null;
    do {
      const after = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      const request = `${this.path(what)}?limit=${PAGE_LENGTH}${after}`;
      const page = await this.client.ask("GET", request);
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return items;
  }
}
"""##,
        "parts/agent-desk.js": ##"""
// What an agent does: each button's request, and what comes of a refusal.

import { announce } from "./speaker.js";
import { sessionId, validation } from "./kept.js";
import { problemSentence } from "./words.js";
import {
  askAboutCall, askAboutClosing, askAboutMode, askAboutOther,
} from "../views/questions.js";

/** As many as one request may have. */
const MOST_DIGITS = 32;
const READINGS = 4;

export class AgentDesk {
  /** What is open, chosen or typed in the page; nothing that the service knows. */
  ui = {
    isBreakOpen: false,
    pane: null,
    wrongPin: null,
    validation: validation.value,
    sent: "",
    problem: {},
  };
  breakReasons = [];
  recent = null;
  settings = null;
  #underWay = new Set();
  #digits = "";
  #isSending = false;

  constructor({ client, store, clock, tenant, agent, redraw }) {
    Object.assign(this, { client, store, clock, tenant, id: agent, redraw });
  }

  get agent() {
    return this.store.state.agents[this.id];
  }

  /** Whether this window belongs to the session that is running. */
  get isIn() {
    const session = this.agent?.session?.sessionId;
    return session !== undefined && session === sessionId.value;
  }

  own(...parts) {
    return this.client.path(this.tenant, "agents", this.id, ...parts);
  }

  show(change) {
    Object.assign(this.ui, change);
    this.redraw();
  }

  tell(text, isUrgent = true) {
    announce(text, isUrgent);
    const notice = {
      id: `page-${text}`,
      type: isUrgent ? "page.problem" : "page.notice",
      data: { text },
    };
    this.store.happened({ type: "page.notice", notice });
  }

  /**
   * Asks for something; gives back the answer, or the refusal as `{refusal}`. A second press, while
   * the first one is on its way, asks for nothing more.
   */
  async ask(method, path, body, { isTold = true } = {}) {
    const request = `${method} ${path} ${JSON.stringify(body)}`;
    if (this.#underWay.has(request)) return { refusal: null };
    this.#underWay.add(request);
    try {
      return { answer: await this.client.ask(method, path, body) };
    } catch (refusal) {
      const { problem } = refusal;
      if (problem.allowedActions) {
        this.store.happened({ type: "page.refused", agent: this.id, problem });
      }
      if (isTold) this.tell(problemSentence(refusal.code));
      return { refusal };
    } finally {
      this.#underWay.delete(request);
      this.redraw();
    }
  }

  /** Reads the agent: what the stream does not tell. Anew where something happened meanwhile. */
  async read() {
    for (let tries = 0; tries < READINGS; tries += 1) {
      const changes = this.#changes;
      try {
        const agent = await this.client.ask("GET", this.own());
        this.store.happened({ type: "page.agentRead", agent, changes });
      } catch {
        // The stream says when the service is away.
        return;
      }
      if (changes === this.#changes) return;
    }
  }

  get #changes() {
    return this.store.state.changes[this.id] ?? 0;
  }

  async readBreakReasons() {
    try {
      const path = this.client.path(this.tenant, "break-reasons");
      this.breakReasons = (await this.client.ask("GET", path)).items.map(({ reason }) => reason);
      this.redraw();
    } catch {
      // Without them a break has the agent's own words.
    }
  }

  /** Today's customers, the newest first. */
  async readRecent() {
    const midnight = new Date(this.clock.now);
    midnight.setHours(0, 0, 0, 0);
    const path = this.client.path(this.tenant, "ledger", "calls");
    const query = new URLSearchParams({ from: midnight.toISOString(), limit: "200" });
    try {
      const items = [];
      for (let pages = 0; pages < 5; pages += 1) {
        const page = await this.client.ask("GET", `${path}?${query}`);
        items.push(...page.items);
        if (page.nextCursor === null) break;
        query.set("cursor", page.nextCursor);
      }
      this.recent = items.reverse();
      this.redraw();
    } catch {
      // It is read again after the next call.
    }
  }

  async logIn(choice = {}) {
    const { answer, refusal } = await this.ask("POST", this.own("session"), choice, {
      isTold: false,
    });
    if (answer) {
      sessionId.value = answer.sessionId;
      await this.read();
      return;
    }
    if (refusal?.code === "alreadyLoggedIn") await this.decideOnOther();
    else if (refusal) this.tell(problemSentence(refusal.code));
  }

  /** Another window or computer has the session: only the agent can say whether it is to end. */
  async decideOnOther() {
    await this.read();
    const running = this.agent?.session?.sessionId;
    const key = await askAboutOther();
    if (key === "goOn" && running) await this.logIn({ sessionId: running });
    if (key === "takeOver") await this.logIn({ takeOver: true });
  }

  async logOut(when) {
    const path = this.own("session") + (when ? `?when=${when}` : "");
    const { answer, refusal } = await this.ask("DELETE", path, undefined, { isTold: false });
    if (answer !== undefined) {
      if (when !== "afterCall") sessionId.value = null;
      return;
    }
    if (refusal?.code === "inCall") await this.decideOnCall();
    else if (refusal) this.tell(problemSentence(refusal.code));
  }

  async decideOnCall() {
    const key = await askAboutCall();
    if (key) await this.logOut(key);
  }

  async setStatus(status, reason) {
    this.show({ isBreakOpen: false });
    const body = reason ? { status, reason } : { status };
    await this.ask("PUT", this.own("status"), body);
  }

  openConnection() {
    return this.ask("POST", this.own("connection"));
  }

  async closeConnection() {
    const { state } = this.agent.connection;
    if (state === "open" && !(await askAboutClosing())) return;
    const { attemptId } = this.agent.connection;
    const path = this.ui.validation === attemptId
      ? this.own("workplace-validations", attemptId)
      : this.own("connection");
    await this.ask("DELETE", path);
  }

  async confirmPin(pin) {
    const { attemptId } = this.agent.connection;
    const isValidation = this.ui.validation === attemptId;
    const path = isValidation
      ? this.own("workplace-validations", attemptId, "confirm")
      : this.own("connection", "confirm");
    const body = isValidation ? { pin } : { attemptId, pin };
    const { answer, refusal } = await this.ask("POST", path, body, { isTold: false });
    if (answer) {
      this.show({ wrongPin: null });
      return true;
    }
    if (!refusal) return false;
    const left = refusal.problem.attemptsLeft;
    const isOver = left === 0 ? " The call ends. Re-open the connection for a new PIN." : "";
    const more = left > 0 ? ` ${left === 1 ? "One try is" : `${left} tries are`} left.` : isOver;
    this.show({ wrongPin: { attemptId, text: problemSentence(refusal.code) + more } });
    return false;
  }

  acceptOffer() {
    return this.onOffer("accept");
  }

  rejectOffer() {
    return this.onOffer("reject");
  }

  onOffer(verb) {
    const { offer } = this.agent;
    return this.ask("POST", this.client.path(this.tenant, "offers", offer.id, verb));
  }

  /** Hold, resume, mute, unmute and hang up. */
  onCall(verb, body) {
    const { call } = this.agent;
    return this.ask("POST", this.client.path(this.tenant, "calls", call.id, verb), body);
  }

  /** In their order: what is pressed while others are on their way goes after them, together. */
  async sendDigits(digits) {
    this.show({ sent: (this.ui.sent + digits).slice(-24) });
    this.#digits += digits;
    if (this.#isSending) return;
    this.#isSending = true;
    while (this.#digits !== "" && this.agent.call) {
      const next = this.#digits.slice(0, MOST_DIGITS);
      this.#digits = this.#digits.slice(MOST_DIGITS);
      await this.onCall("dtmf", { digits: next });
    }
    this.#digits = "";
    this.#isSending = false;
  }

  /** Sends the customer on, or asks first: `blind` or `consult`; or brings them in: `add`. */
  async transfer(kind, to, isColleague) {
    const target = isColleague ? { agent: to } : { to };
    const { answer } = kind === "add"
      ? await this.onCall("participants", target)
      : await this.onCall("transfers", { kind, ...target });
    if (answer) this.show({ pane: null });
  }

  /** Goes on with whom the agent has called: `swap`, `join`, `complete` or `cancel`. */
  onParticipant(deed) {
    const { call } = this.agent;
    if (!call?.participant) return null;
    return this.ask("POST", this.client.path(
      this.tenant, "calls", call.id, "transfers", call.participant.id, deed));
  }

  /** `start`, and with the one that there is `pause`, `resume` and `stop`. */
  onRecording(deed) {
    const { call } = this.agent;
    if (!call) return null;
    const own = deed === "start" ? [] : [call.recording?.id ?? "none", deed];
    return this.ask("POST", this.client.path(this.tenant, "calls", call.id, "recordings", ...own));
  }

  placeCall(to) {
    return this.ask("POST", this.own("calls"), { to });
  }

  completeWrapUp() {
    return this.ask("POST", this.own("wrap-up", "complete"));
  }

  async readSettings() {
    const { answer } = await this.ask("GET", this.own("phone-settings"));
    if (answer) this.settings = answer;
    this.redraw();
  }

  /**
   * Saves, after the agent has confirmed what a change of mode leads to. Gives back whether it is
   * saved.
   */
  async changeSettings(change) {
    const path = this.own("phone-settings");
    const { answer, refusal } = await this.ask("PATCH", path, change, { isTold: false });
    if (answer) {
      this.settings = answer;
      this.show({ problem: { ...this.ui.problem, settings: null } });
      return true;
    }
    if (refusal?.code === "confirmationRequired") {
      const { consequences } = refusal.problem;
      const key = await askAboutMode(change.connectionMode, consequences);
      return key ? this.changeSettings({ ...change, confirmed: true }) : false;
    }
    if (refusal) {
      const { code } = refusal;
      this.show({
        problem: { ...this.ui.problem, settings: { code, text: problemSentence(code), change } },
      });
    }
    return false;
  }

  /** Calls a workplace only to prove it with a PIN. */
  async validateWorkplace(workplace) {
    const path = this.own("workplace-validations");
    const { answer } = await this.ask("POST", path, { workplace });
    if (answer) {
      validation.value = answer.attemptId;
      this.show({ validation: answer.attemptId });
    }
    return Boolean(answer);
  }
}
"""##,
        "parts/api.js": ##"""
// The control API, as openapi.yaml describes it.

/** Why something was not done: the service's problem, or one of the two codes for silence. */
export class Refusal extends Error {
  constructor(status, problem, retryAfterSeconds = null) {
    super(problem.detail ?? problem.code);
    this.status = status;
    this.code = problem.code ?? "internalError";
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  static serviceUnreachable() {
    return new Refusal(0, { code: "serviceUnreachable" });
  }

  /** Whether asking again may help without anybody doing something. */
  get isPassing() {
    return this.status === 0 || this.status === 503 || this.status === 429;
  }
}

const ANSWER_SECONDS = 10;
const RETRY_MILLISECONDS = [300, 1000];

export class ControlClient {
  /** @param clock learns from each answer what time the service has. */
  constructor(token, clock, base = new URL("../v1/", document.baseURI)) {
    this.token = token;
    this.clock = clock;
    this.base = base;
  }

  me() {
    return this.ask("GET", "me");
  }

  /** The path of a tenant's things: each part is encoded. */
  path(tenant, ...parts) {
    return ["tenants", tenant, ...parts].map(encodeURIComponent).join("/");
  }

  get headers() {
    return { Authorization: `Bearer ${this.token}` };
  }

  /**
   * Sends a request and gives back the body of its answer; throws `Refusal`.
   *
   * What changes something has one key for all its tries: it is done once, also when an answer is
   * lost.
   */
  async ask(method, path, body) {
    const headers = this.headers;
    if (method !== "GET") headers["Idempotency-Key"] = randomKey();
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const request = {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: "no-store",
      credentials: "omit",
    };
    for (const pause of [...RETRY_MILLISECONDS, null]) {
      try {
        return await this.#send(path, request);
      } catch (refusal) {
        const isWorthATry = refusal.status === 0 || refusal.code === "idempotencyInProgress";
        if (pause === null || !isWorthATry) throw refusal;
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }

  /** What was recorded, as a file: however long it takes, until `signal` says that nobody waits. */
  async fetchFile(path, signal) {
    let response;
    let file;
    try {
      response = await fetch(new URL(path, this.base), {
        headers: this.headers,
        cache: "no-store",
        credentials: "omit",
        signal,
      });
      if (response.ok) file = await response.blob();
    } catch {
      throw Refusal.serviceUnreachable();
    }
    if (file) return file;
    throw refusal(response, await readBody(response));
  }

  async #send(path, request) {
    const askedAt = Date.now();
    let response;
    let body;
    try {
      response = await fetch(new URL(path, this.base), {
        ...request,
        signal: AbortSignal.timeout(ANSWER_SECONDS * 1000),
      });
      body = await readBody(response);
    } catch {
      throw Refusal.serviceUnreachable();
    }
    if (body?.serverTime) this.clock.learn(body.serverTime, askedAt);
    if (!response.ok) throw refusal(response, body);
    return body;
  }
}

/** What an answer that is none says. */
export function refusal(response, body) {
  const seconds = Number(response.headers.get("Retry-After"));
  const known = body?.code ? body : { code: statusCode(response.status) };
  return new Refusal(response.status, known, seconds > 0 ? seconds : null);
}

/** JSON, or nothing. */
export async function readBody(response) {
  const text = await response.text();
  if (text === "") return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// A proxy between may answer in the service's place, without a problem.
function statusCode(status) {
  return [502, 503, 504].includes(status) ? "serviceUnreachable" : "internalError";
}

function randomKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
"""##,
        "parts/attention.js": ##"""
// Cues that a customer waits, for who looks elsewhere: the window's title, its icon, and a ring.

import { sound } from "./kept.js";

const RING_MILLISECONDS = 2500;
const BLINK_MILLISECONDS = 1000;
const usualIcon = () => document.querySelector("link[rel=icon]");

/**
 * Two short tones, made by the browser. Silent until somebody has touched the page, as browsers
 * want.
 */
export class Ringer {
  #context = null;
  #timer = null;

  constructor() {
    const wake = () => this.#wake();
    addEventListener("pointerdown", wake);
    addEventListener("keydown", wake);
  }

  get isOn() {
    return sound.value !== "off";
  }

  set isOn(value) {
    sound.value = value ? "on" : "off";
    if (value) this.#tone(0);
  }

  start() {
    if (this.#timer !== null) return;
    this.#ring();
    this.#timer = setInterval(() => this.#ring(), RING_MILLISECONDS);
  }

  stop() {
    clearInterval(this.#timer);
    this.#timer = null;
  }

  #wake() {
    this.#context ??= new AudioContext();
    if (this.#context.state === "suspended") this.#context.resume();
  }

  #ring() {
    if (!this.isOn) return;
    this.#tone(0);
    this.#tone(0.35);
  }

  #tone(delaySeconds) {
    const context = this.#context;
    if (context?.state !== "running") return;
    const start = context.currentTime + delaySeconds;
    for (const hertz of [587, 740]) {
      const oscillator = new OscillatorNode(context, { frequency: hertz });
      const gain = new GainNode(context, { gain: 0 });
      gain.gain.setValueAtTime(0, start);
      gain.gain.linearRampToValueAtTime(0.12, start + 0.02);
      gain.gain.exponentialRampToValueAtTime(0.001, start + 0.25);
      oscillator.connect(gain).connect(context.destination);
      oscillator.start(start);
      oscillator.stop(start + 0.3);
    }
  }
}

/** The window's title and icon. */
export class TitleBar {
  #usual = "Offhook";
  #alarm = null;
  #timer = null;
  #icon = usualIcon()?.href;

  /** @param alarm what is urgent, or null. */
  show(usual, alarm) {
    this.#usual = usual;
    if (alarm === this.#alarm) {
      if (alarm === null) document.title = usual;
      return;
    }
    this.#alarm = alarm;
    clearInterval(this.#timer);
    this.#write(true);
    if (alarm === null) return;
    let isOn = true;
    this.#timer = setInterval(() => {
      isOn = !isOn;
      this.#write(isOn);
    }, BLINK_MILLISECONDS);
  }

  #write(isOn) {
    const isAlarm = this.#alarm !== null && isOn;
    document.title = isAlarm ? `(!) ${this.#alarm}` : this.#usual;
    const link = usualIcon();
    if (!link || !this.#icon) return;
    link.href = isAlarm ? this.#icon.replaceAll("%230b6b63", "%23c62828") : this.#icon;
  }
}
"""##,
        "parts/clock.js": ##"""
// The service's time. This machine's own clock may be wrong, so countdowns follow `serverTime`.

/** Learns from answers how far the service's clock is from this machine's. */
export class ServerClock {
  #aheadMilliseconds = 0;
  #read;

  constructor(read = () => Date.now()) {
    this.#read = read;
  }

  /** An answer that was asked for at `askedAt` says what time it is. */
  learn(serverTime, askedAt = this.#read()) {
    const said = Date.parse(serverTime);
    if (Number.isNaN(said)) return;
    this.#aheadMilliseconds = said - (askedAt + this.#read()) / 2;
  }

  get now() {
    return this.#read() + this.#aheadMilliseconds;
  }

  /** Whole seconds from now until a time; never below 0. */
  secondsUntil(time) {
    return Math.max(0, Math.ceil((Date.parse(time) - this.now) / 1000));
  }

  secondsSince(time) {
    return Math.max(0, Math.floor((this.now - Date.parse(time)) / 1000));
  }
}

/** 75 → "1:15", 3675 → "1:01:15". */
export function asDuration(seconds) {
  const two = (number) => String(number).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0
    ? `${hours}:${two(minutes)}:${two(seconds % 60)}`
    : `${minutes}:${two(seconds % 60)}`;
}

/** A time of day as people here write it. */
export function asTimeOfDay(time, withSeconds = false) {
  const style = { hour: "numeric", minute: "2-digit" };
  if (withSeconds) style.second = "2-digit";
  return new Date(time).toLocaleTimeString([], style);
}

/**
 * Writes what runs: elements with `data-since`, `data-until`, and bars with `data-from` too. Where
 * nobody knows whether it is so now, nothing runs.
 */
export function showTime(clock, root = document) {
  if (root.querySelector("main.stale")) return;
  for (const element of root.querySelectorAll("[data-since]")) {
    write(element, asDuration(clock.secondsSince(element.dataset.since)));
  }
  for (const element of root.querySelectorAll("time[data-until]")) {
    write(element, asDuration(clock.secondsUntil(element.dataset.until)));
  }
  for (const bar of root.querySelectorAll("progress[data-until]")) {
    const [from, until] = [Date.parse(bar.dataset.from), Date.parse(bar.dataset.until)];
    bar.max = Math.max(1, until - from);
    bar.value = Math.min(bar.max, Math.max(0, until - clock.now));
  }
}

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
"""##,
        "parts/dom.js": ##"""
// Draws what a view describes into the page and changes only what differs, so that the focus and
// what somebody types stay where they are. Text is always text: nothing here reads HTML.

const SVG = "http://www.w3.org/2000/svg";
const drawn = new WeakMap();

/**
 * Describes an element. Properties that begin with "on" are listeners; `key` tells siblings apart.
 */
export function h(tag, properties, ...children) {
  return { tag, properties: properties ?? {}, children: described(children) };
}

function described(children) {
  return children
    .flat(Infinity)
    .filter((child) => child !== null && child !== undefined && child !== false && child !== "")
    .map((child) => (typeof child === "object" ? child : String(child)));
}

/** Draws a whole page; what has the focus keeps it, also where it moves to another place. */
export function drawPage(root, ...descriptions) {
  const focused = document.activeElement;
  draw(root, ...descriptions);
  const isLost = !document.activeElement || document.activeElement === document.body;
  if (isLost && focused?.isConnected) focused.focus({ preventScroll: true });
}

/** Makes the children of `parent` what `descriptions` say. */
export function draw(parent, ...descriptions) {
  const wanted = described(descriptions);
  const old = drawn.get(parent) ?? [];
  const free = [...old];
  const now = wanted.map((description) => {
    const at = free.findIndex((entry) => fits(entry.description, description));
    if (at < 0) return { description, node: made(description, parent) };
    const [entry] = free.splice(at, 1);
    change(entry, description);
    return { description, node: entry.node };
  });
  for (const entry of free) entry.node.remove();
  let place = parent.firstChild;
  for (const { node } of now) {
    if (node === place) place = place.nextSibling;
    else parent.insertBefore(node, place);
  }
  drawn.set(parent, now);
}

function fits(before, after) {
  if (typeof before === "string" || typeof after === "string") {
    return typeof before === typeof after;
  }
  return before.tag === after.tag && before.properties.key === after.properties.key;
}

function made(description, parent) {
  if (typeof description === "string") return document.createTextNode(description);
  const isDrawing = description.tag === "svg" || parent.namespaceURI === SVG;
  const element = isDrawing
    ? document.createElementNS(SVG, description.tag)
    : document.createElement(description.tag);
  for (const [name, value] of Object.entries(description.properties)) set(element, name, value);
  draw(element, description.children);
  // A select's value is one of its children's.
  if (description.properties.value !== undefined) element.value = description.properties.value;
  return element;
}

function change(entry, description) {
  const { description: before, node } = entry;
  if (typeof description === "string") {
    if (before !== description) node.data = description;
    return;
  }
  const names = new Set([
    ...Object.keys(before.properties),
    ...Object.keys(description.properties),
  ]);
  for (const name of names) {
    const value = description.properties[name];
    if (before.properties[name] !== value) set(node, name, value);
  }
  draw(node, description.children);
}

function set(element, name, value) {
  if (name === "key") return;
  if (name.startsWith("on")) {
    element[name] = value ?? null;
  } else if (name === "value" || name === "checked" || name === "indeterminate") {
    element[name] = value ?? "";
  } else if (value === undefined || value === null || value === false) {
    element.removeAttribute(name);
  } else {
    element.setAttribute(name, value === true ? "" : value);
  }
}
"""##,
        "parts/form-desk.js": ##"""
// What is filled in on a page: what differs from what is saved, and how it is sent.

import { changedFields, changes, drafted, refusedField, whole } from "./form.js";
import { outcomeText } from "./profile-fields.js";
import { announce } from "./speaker.js";
import { problemSentence } from "./words.js";

export class FormDesk {
  /** By field: why it was refused; that of the whole is under "". */
  problems = {};
  /** What became of the last change. */
  said = null;
  isSaving = false;
  applyNow = false;

  /**
   * @param path where it is sent; of something new, a function of its id.
   * @param prefix what the paths in refusals begin with.
   * @param added is told the id of what was new.
   */
  constructor(admin, { fields, values, usual = {}, path, prefix = "", isNew = false, added }) {
    Object.assign(this, { admin, fields, path, prefix, isNew, added });
    this.begin(values, usual);
  }

  /** These are the values that are saved. */
  begin(values, usual = {}) {
    this.usual = usual;
    this.before = drafted(this.fields, values, usual);
    this.draft = structuredClone(this.before);
  }

  get changed() {
    return changedFields(this.fields, this.before, this.draft);
  }

  /** Whether some of it holds only later, unless it is put into force at once. */
  get isLater() {
    return !this.isNew && this.changed.some((field) => field.isLater);
  }

  enter(id, value) {
    this.draft = { ...this.draft, [id]: value };
    delete this.problems[id];
    this.said = null;
    this.admin.redraw();
  }

  undo() {
    this.draft = structuredClone(this.before);
    Object.assign(this, { problems: {}, applyNow: false });
    this.admin.redraw();
  }

  async save() {
    if (this.isSaving || this.changed.length === 0) return;
    Object.assign(this, { isSaving: true, problems: {}, said: null });
    this.admin.redraw();
    try {
      if (this.isNew) await this.#add();
      else await this.#change();
    } catch (refusal) {
      this.#refused(refusal);
    } finally {
      this.isSaving = false;
      this.admin.redraw();
    }
  }

  async #change() {
    const now = this.isLater && this.applyNow ? "?applyNow=true" : "";
    const sent = this.draft;
    const patch = changes(this.fields, this.before, sent);
    const answer = await this.admin.client.ask("PATCH", this.path + now, patch);
    // What was typed meanwhile is not saved.
    this.before = structuredClone(sent);
    this.applyNow = false;
    this.said = outcomeText(answer, this.admin.names());
    announce(this.said);
    this.admin.changed();
    await this.admin.saved();
  }

  async #add() {
    const { id = "", ...document } = whole(this.fields, this.draft);
    if (id === "") return this.#show("id", "Type an id.");
    // Else somebody who is there would become somebody else.
    if (await this.#isThere(id)) return this.#show("id", "There is one with this id already.");
    await this.admin.client.ask("PUT", this.path(id), document);
    this.before = this.draft;
    this.added(id);
  }

  async #isThere(id) {
    try {
      await this.admin.client.ask("GET", this.path(id));
      return true;
    } catch (refusal) {
      if (["agentUnknown", "groupUnknown"].includes(refusal.code)) return false;
      throw refusal;
    }
  }

  #refused({ code, problem }) {
    if (code === "directoryIsFile") this.admin.isFile = true;
    if (code === "destinationNotAllowed") {
      const place = this.changed.find(({ id }) => /workplace/i.test(id));
      return this.#show(place?.id ?? "", problemSentence(code));
    }
    if (code === "idTooAlike") return this.#show("id", problemSentence(code));
    if (code !== "invalidSettings" || !problem.detail) {
      return this.#show("", problemSentence(code));
    }
    const fields = this.isNew ? this.fields.filter(({ id }) => id !== "id") : this.fields;
    const { id, text } = refusedField(fields, problem.detail, this.prefix);
    const isOfId = id === null && this.isNew && problem.detail.startsWith("Let the id ");
    this.#show(isOfId ? "id" : (id ?? ""), text);
  }

  /** At its field, which gets the focus when it is drawn. */
  #show(id, text) {
    this.problems = { [id]: text };
    this.focusDue = id;
    announce(text, true);
  }

  /** After drawing: who was refused goes on where it was. */
  takeFocus() {
    if (this.focusDue === undefined) return;
    const place = document.querySelector(`[data-field="${CSS.escape(this.focusDue)}"]`);
    this.focusDue = undefined;
    const control = place?.querySelector("input, select, textarea, button");
    control?.focus();
    control?.scrollIntoView({ block: "center" });
  }
}
"""##,
        "parts/form.js": ##"""
// What an administrator fills in, and what of it is sent: pure functions between the service's
// values and the texts of fields. What may be entered is the service's to say; its refusals are led
// back to the field that they are about.
//
// A field is `{id, kind, …}`. Its id is the path of its value: "outbound.ringSeconds".

/** What stands in each field at first: what is said, or else what holds without that. */
export function drafted(fields, values, usual = {}) {
  return Object.fromEntries(
    fields.map((field) => [field.id, toDraft(field, at(values, field.id) ?? at(usual, field.id))]),
  );
}

export function at(values, id) {
  return id.split(".").reduce((value, key) => value?.[key], values) ?? undefined;
}

function toDraft({ kind }, value) {
  switch (kind) {
    case "choice":
      return value === undefined ? "" : JSON.stringify(value);
    case "words":
      return (value ?? []).join("\n");
    case "countries":
      return Array.isArray(value)
        ? { choice: "only", words: value.join("\n") }
        : { choice: String(value ?? false), words: "" };
    case "workplaces":
      return (value ?? []).map(({ kind: type, address }) => ({ kind: type, address }));
    case "queues":
      return Object.entries(value ?? {}).map(([name, penalty]) => ({
        name,
        penalty: String(penalty),
      }));
    default:
      return value === undefined ? "" : String(value);
  }
}

/** What is sent for what stands in a field; null is as if it were never said. */
export function valueOf({ kind }, draft) {
  switch (kind) {
    case "number":
      return numberOf(draft);
    case "choice":
      return draft === "" ? null : JSON.parse(draft);
    case "words":
      return orNull(lines(draft));
    case "countries":
      return draft.choice === "only" ? lines(draft.words) : draft.choice === "true";
    case "workplaces":
      return orNull(
        draft
          .map((row) => ({ kind: row.kind, address: row.address.trim() }))
          .filter(({ address }) => address !== ""),
      );
    case "queues":
      return Object.fromEntries(
        draft
          .map(({ name, penalty }) => [name.trim(), numberOf(penalty) ?? 0])
          .filter(([name]) => name !== ""),
      );
    default:
      return draft.trim() === "" ? null : draft.trim();
  }
}

/** What is no number is sent as it is, so that the service says what it has to be. */
function numberOf(text) {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  return /^-?\d{1,9}$/.test(trimmed) ? Number(trimmed) : trimmed;
}

function lines(text) {
  return text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
}

function orNull(list) {
  return list.length === 0 ? null : list;
}

export function isChanged(field, before, draft) {
  const [one, other] = [before, draft].map((from) => valueOf(field, from[field.id]));
  return JSON.stringify(one) !== JSON.stringify(other);
}

export function changedFields(fields, before, draft) {
  return fields.filter((field) => isChanged(field, before, draft));
}

/** A merge patch (RFC 7396) with what differs, and nothing else. */
export function changes(fields, before, draft) {
  const patch = {};
  for (const field of changedFields(fields, before, draft)) {
    put(patch, field.id, patchOf(field, before[field.id], draft[field.id]));
  }
  return patch;
}

/** The keys of a map that are gone have to be said, too. */
function patchOf(field, before, draft) {
  const value = valueOf(field, draft);
  if (field.kind !== "queues") return value;
  const gone = Object.keys(valueOf(field, before)).filter((name) => !(name in value));
  return { ...value, ...Object.fromEntries(gone.map((name) => [name, null])) };
}

/** All that is said, for an entry that is new. */
export function whole(fields, draft) {
  const document = {};
  for (const field of fields) {
    const value = valueOf(field, draft[field.id]);
    if (value !== null) put(document, field.id, value);
  }
  return document;
}

function put(target, id, value) {
  const keys = id.split(".");
  const last = keys.pop();
  const owner = keys.reduce((object, key) => (object[key] ??= {}), target);
  owner[last] = value;
}

/**
 * The field that a refusal is about, by the path that its text begins with: "policy.offerSeconds
 * must be …".
 *
 * @param prefix what the path begins with besides, such as "policy".
 * @returns `{id, text}`; without an id where it is about none of them.
 */
export function refusedField(fields, detail, prefix = "") {
  const rest = prefix && detail.startsWith(`${prefix}.`) ? detail.slice(prefix.length + 1) : detail;
  const own = fields.find(({ id }) => rest.startsWith(`${id} `) || rest.startsWith(`${id}.`));
  if (own) return { id: own.id, text: withoutPath(rest.slice(own.id.length)) };
  const [path] = rest.split(" ");
  const part = fields.find(({ id }) => id.startsWith(`${path}.`));
  if (part) return { id: part.id, text: withoutPath(rest.slice(path.length)) };
  return { id: null, text: detail };
}

function withoutPath(rest) {
  const row = /^\.(\d+)(?:\.\w+)? (.*)$/s.exec(rest);
  if (row) return `Line ${row[1]} ${row[2]}`;
  if (rest.startsWith(".")) return rest.slice(1);
  const text = rest.trim();
  return text.charAt(0).toUpperCase() + text.slice(1);
}
"""##,
        "parts/icons.js": ##"""
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
  people:
    "M9 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6ZM3 18.5c.5-3 2.8-4.5 6-4.5s5.5 1.5 6 4.5M16 5.5a3 3 0 0 1 0 " +
    "5.5M17.5 14.2c1.9.6 3.1 2 3.5 4.3",
  ear:
    "M7 9.5a5 5 0 0 1 10 0c0 3.5-3.5 4-3.5 7a3 3 0 0 1-5 2.2M9.8 9.8a2.3 2.3 0 0 1 4.5 0c0 1.7-2 " +
    "2-2 3.7",
  whisper:
    "M4 12h3.5M4 8.5l3 1M4 15.5l3-1M11 7c2.5 0 4 1.7 4 4.5 0 1 1.5 1.8 1.5 2.5s-1 .8-1.5.8c0 " +
    "2-.8 3.2-3 3.2",
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
"""##,
        "parts/kept.js": ##"""
// What this page keeps: the token and the session as long as the window is open, and one's own
// taste. A browser may refuse to keep anything; then it is kept until the page is left.

const inMemory = new Map();

function kept(storage, name) {
  const key = `offhook.${name}`;
  return {
    get value() {
      try {
        return storage().getItem(key);
      } catch {
        return inMemory.get(key) ?? null;
      }
    },
    set value(text) {
      try {
        if (text === null) storage().removeItem(key);
        else storage().setItem(key, text);
      } catch {
        inMemory.set(key, text);
      }
    },
  };
}

const ofWindow = () => sessionStorage;
const ofBrowser = () => localStorage;

export const token = kept(ofWindow, "token");
export const sessionId = kept(ofWindow, "session");
/** The call that only proves a workplace, so that its PIN is confirmed as that one's. */
export const validation = kept(ofWindow, "validation");
/** Each is "off", or on. */
export const sound = kept(ofBrowser, "sound");
export const shortcuts = kept(ofBrowser, "shortcuts");
/** A supervisor's own phone, as JSON. */
export const ownPhone = kept(ofBrowser, "phone");

/** A token that came in the address, which does not keep it. */
export function takeTokenFromAddress() {
  const found = /^#token=([^&]+)/.exec(location.hash);
  if (!found) return;
  history.replaceState(null, "", location.pathname + location.search);
  try {
    token.value = decodeURIComponent(found[1]);
  } catch {
    // No token has such an escape.
    token.value = null;
  }
  sessionId.value = null;
}
"""##,
        "parts/place.js": ##"""
// Which page of the console is open, as the address says it: "#/agents/1001". So the browser's own
// Back works, and a page can be loaded anew.

/** Those of an administrator, in the order of the links. */
export const pages = {
  live: "Live",
  policy: "Policy",
  agents: "Agents",
  groups: "Groups",
  lines: "Trunks and queues",
};

/** What is not to be taken for an id: no id begins with it. */
const NEW = "+";
const withEntries = ["agents", "groups"];

/** @returns `{page, id, isNew}`; what is not known is the live view. */
export function placeOf(hash) {
  const [, page = "", entry = ""] = hash.split("/");
  const id = decoded(entry);
  if (!hash.startsWith("#/") || !Object.hasOwn(pages, page) || id === null) return place("live");
  if (!withEntries.includes(page) || id === "") return place(page);
  return id === NEW ? { ...place(page), isNew: true } : place(page, id);
}

export function hashOf({ page, id = null, isNew = false }) {
  if (page === "live") return "#/live";
  const entry = isNew ? NEW : id;
  if (entry === null) return `#/${page}`;
  return `#/${page}/${entry === NEW ? NEW : encodeURIComponent(entry)}`;
}

function place(page, id = null) {
  return { page, id, isNew: false };
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
"""##,
        "parts/policy-fields.js": ##"""
// A tenant's policy in words: what each value says, its unit, and where it belongs on the page.

import { modes } from "./words.js";

const yesNo = [
  { value: true, label: "Yes" },
  { value: false, label: "No" },
];
const number = (id, label, unit, hint) => ({ id, kind: "number", label, unit, hint });
const text = (id, label, hint) => ({ id, kind: "text", label, hint });
const words = (id, label, hint) => ({ id, kind: "words", label, hint });
const flag = (id, label, more = {}) => ({ id, kind: "choice", label, choices: yesNo, ...more });

/**
 * What can be said of all agents, of a group and of an agent: the nearest wins (P3).
 *
 * `isLater` are those that hold from the next connection, unless they are put into force at once
 * (P8). `settings` is where the values that hold are told.
 */
export const phoneFields = [
  flag("persistentEnabled", "May the phone stay connected (persistent connection)?", {
    isLater: true,
    unsaid: "No",
  }),
  {
    id: "connectionMode",
    kind: "choice",
    label: "How customers come to the phone",
    choices: Object.entries(modes).map(([value, label]) => ({ value, label })),
    unsaid: "Persistent connection where it is enabled",
    hint: "On demand the phone rings for each call.",
    isLater: true,
  },
  flag("autoAnswer", "Auto answer: are customers connected without a click?", {
    isLater: true,
    unsaid: "No",
  }),
  flag("mayChangeConnectionMode", "May agents change how customers come?", { unsaid: "No" }),
  flag("mayChangeAutoAnswer", "May agents switch auto answer?", { unsaid: "No" }),
  flag("mayEnterWorkplace", "May agents enter a phone of their own choice?", {
    unsaid: "No",
    hint: "Any that the destinations allow; they prove it by the PIN that is heard there.",
  }),
  {
    id: "recording",
    kind: "choice",
    label: "Are calls recorded?",
    choices: [
      { value: "off", label: "No" },
      { value: "onRequest", label: "When the agent asks for it" },
      { value: "always", label: "Every call" },
    ],
    unsaid: "When the agent asks for it",
    hint: "Whoever records a call has to tell the customer.",
  },
];

export const policySections = [
  {
    id: "policy-phones",
    title: "Agents' phones",
    note: "A group and an agent can have their own; the nearest wins. The first three hold from " +
      "each agent's next connection, the others at once.",
    fields: [
      ...phoneFields,
      {
        id: "autoAnswerHeaders",
        kind: "choice",
        label: "How phones are asked to answer by themselves",
        choices: [
          { value: ["callInfo", "alertInfo"], label: "By Call-Info and Alert-Info" },
          { value: ["callInfo"], label: "By Call-Info alone" },
          { value: ["alertInfo"], label: "By Alert-Info alone" },
          { value: [], label: "Not at all" },
        ],
        hint: "Only on demand. The call with the PIN is never answered by itself.",
      },
    ],
  },
  {
    id: "policy-pin",
    title: "The call with the PIN",
    note: "It opens the connection. These hold from the next such call.",
    fields: [
      number("validationRingSeconds", "The phone rings for", "seconds", "5 to 120."),
      number("pinSeconds", "After the answer, time to enter the PIN", "seconds", "10 to 600."),
      number("pinTries", "Wrong PINs until it is hung up", "PINs", "1 to 10."),
      number("dialsInTenMinutes", "Calls that an agent may ask for in ten minutes", "calls",
        "1 to 1000."),
      text("callerID", "Who is shown as calling",
        "A number, or a name and a number: Acme <8000>. Empty: nothing is set."),
      text("pinPrompt", "Sound before the PIN",
        "One of Asterisk's: sound:agent-loginok. Empty: a second of silence."),
    ],
  },
  {
    id: "policy-offers",
    title: "Offered customers",
    note: "These hold at once.",
    fields: [
      number("offerSeconds", "A customer is offered to an agent for", "seconds",
        "3 to 300; less where the queue waits for less."),
      number("missedOffersBeforeBreak", "An agent is set aside after missing in a row",
        "customers", "1 to 100."),
      {
        id: "afterMissedOffers",
        kind: "choice",
        label: "An agent who is set aside is",
        choices: [
          { value: "onBreak", label: "On break" },
          { value: "workingOffline", label: "Working offline" },
          { value: "logOut", label: "Logged out" },
          { value: "stayAvailable", label: "Still available: the next customer is offered" },
        ],
      },
      number("wrapUpSeconds", "Wrap-up after a call", "seconds",
        "0 to 3600; 3 at least where calls connect by themselves."),
      {
        id: "customerAfterHangUp",
        kind: "choice",
        label: "When the agent's phone hangs up in a call, the customer",
        choices: [
          { value: "keep", label: "Hears music, and goes on in the dialplan" },
          { value: "end", label: "Is hung up, too" },
        ],
      },
      number("agentLostMusicSeconds", "Music for a customer whose agent's phone was lost",
        "seconds", "0 to 60."),
      text("agentLostPrompt", "Sound before that music",
        "One of Asterisk's, half a minute at most: sound:custom/one-moment. Empty: none."),
    ],
  },
  {
    id: "policy-life",
    title: "Phones that are lost while the connection is open",
    note: "These hold at once.",
    fields: [
      {
        id: "proofOfLife",
        kind: "choice",
        label: "That a phone is there is known",
        choices: [
          { value: "media", label: "By Asterisk's asking it, else by what it sends" },
          { value: "contact", label: "By Asterisk's asking it alone" },
          { value: "never", label: "Not at all" },
        ],
      },
      number("proofOfLifeSeconds", "What a phone sends is looked at every", "seconds", "15 to 300."),
      number("mediaLostSeconds", "A connection without a sign of life is closed after", "seconds",
        "15 to 600."),
    ],
  },
  {
    id: "policy-destinations",
    title: "Where agents may be called, and whom they may call",
    note: "These hold at once. Endpoints of Asterisk's may always be called.",
    fields: [
      text("country", "Country in which numbers are read",
        "Two capital letters: DE. Empty: every number needs its +, and is abroad."),
      { id: "destinations.international", kind: "countries", label: "Numbers abroad" },
      flag("destinations.premium", "Numbers that cost more (premium rate, satellites …)?"),
      words("destinations.allowedPrefixes", "Only numbers that begin with",
        "One a line: +4930. Empty: any that is open above."),
      words("destinations.blockedPrefixes", "No numbers that begin with", "One a line."),
      words("destinations.allowedDomains", "Hosts of SIP addresses",
        "One a line: example.com or *.example.com. Empty: no SIP address."),
      words("destinations.emergencyNumbers", "More emergency numbers",
        "One a line, besides the country's own, 112 and 911."),
    ],
  },
  {
    id: "policy-outbound",
    title: "Calling customers",
    note: "These hold at once.",
    fields: [
      number("outbound.ringSeconds", "The customer's phone rings for", "seconds", "5 to 120."),
      words("outbound.callerIDs", "What the customer's phone may show",
        "One a line: Acme <+4930555>, or a number. The first is the usual one. Empty: withheld."),
      text("outbound.agentLostContext", "Where a customer goes on who has lost the agent",
        "A context of Asterisk's dialplan. Empty: the call ends."),
    ],
  },
  {
    id: "policy-records",
    title: "Breaks, sessions and records",
    note: "These hold at once.",
    fields: [
      words("breakReasons", "Reasons for a break", "One a line. Empty: agents may write any."),
      number("forgottenAfterMinutes", "An agent of whom nothing is heard is logged out after",
        "minutes", "10 to 1440."),
      flag("reopenAfterRestart",
        "When Asterisk was restarted, are the phones of available agents called again?"),
      number("ledgerDays", "The ledger keeps calls and customers' numbers for", "days",
        "1 to 3650."),
      number("recordingDays", "Recordings of calls are kept for", "days", "1 to 3650."),
    ],
  },
];

export const policyFields = policySections.flatMap(({ fields }) => fields);

/** "15 seconds", "No", "none": what holds where nothing is said. */
export function usualText(field, value) {
  if (value === undefined) return field.unsaid ?? null;
  if (field.kind === "countries") return value === true ? "Yes" : "No";
  if (field.kind === "choice") return choiceLabel(field, value);
  if (Array.isArray(value)) return value.length === 0 ? null : value.join(", ");
  const unit = value === 1 ? field.unit?.replace(/s$/, "") : field.unit;
  return unit ? `${value} ${unit}` : String(value);
}

export function choiceLabel({ choices }, value) {
  const wanted = JSON.stringify(value);
  return choices.find((choice) => JSON.stringify(choice.value) === wanted)?.label ?? String(value);
}
"""##,
        "parts/profile-fields.js": ##"""
// Groups and agents in words, as an administrator lays them down.

import { choiceLabel, phoneFields } from "./policy-fields.js";
import { workplaceKinds } from "./words.js";

const name = { id: "name", kind: "text", label: "Name", hint: "Empty: the id." };

export const idField = {
  id: "id",
  kind: "text",
  label: "Id",
  hint: "Letters, digits, - _ and dots. It cannot be changed later.",
};

export const kindChoices = Object.entries(workplaceKinds).map(([value, label]) => ({
  value,
  label,
}));

/** Mode and rights, of whom nobody has to say anything. */
const phones = {
  id: "phones",
  title: "Connection and rights",
  note: "What is not said here is as in the level above. The first three hold from the next " +
    "connection, the others at once.",
  fields: phoneFields,
};

export const groupSections = [
  { id: "group", title: "Group", fields: [name] },
  phones,
];

const person = (groups) => [
  name,
  {
    id: "group",
    kind: "choice",
    label: "Group",
    unsaid: "In no group",
    isPlain: true,
    choices: groups.map((group) => ({ value: group.id, label: group.name })),
  },
];

const place = [
  {
    id: "workplace.kind",
    kind: "choice",
    label: "The usual phone is a",
    choices: kindChoices,
    isLater: true,
  },
  {
    id: "workplace.address",
    kind: "text",
    label: "Number, address or endpoint",
    hint: "Numbers and addresses have to be among the policy's destinations.",
    isLater: true,
  },
];

/** @param groups those that there are: `{id, name}`. */
export function profileSections(groups) {
  return [
    {
      id: "person",
      title: "Agent",
      fields: [
        ...person(groups),
        {
          id: "language",
          kind: "text",
          label: "Language of prompts",
          hint: "As Asterisk's sounds have it: en, de, fr. Empty: en.",
        },
      ],
    },
    {
      id: "workplace",
      title: "Phones",
      note: "Where the agent is called. Another usual phone is taken at the next call to it.",
      fields: [
        ...place,
        {
          id: "otherWorkplaces",
          kind: "workplaces",
          label: "Other phones that the agent may choose",
          isLater: true,
        },
      ],
    },
    {
      id: "queues",
      title: "Queues",
      note: "Those that the operator gave to the tenant, while the agent is logged in. Who has a " +
        "lower penalty is offered customers first.",
      fields: [{ id: "queues", kind: "queues", label: "Queues of the agent" }],
    },
    phones,
  ];
}

/** What has to be known of somebody new; the rest has its place on their own page. */
export function newAgentSections(groups) {
  return [
    { id: "person", title: "Add an agent", fields: [idField, ...person(groups)] },
    { id: "workplace", title: "Phone", fields: place },
  ];
}

export const newGroupSections = [
  { id: "group", title: "Add a group", fields: [idField, name] },
];

export const fieldsOf = (sections) => sections.flatMap(({ fields }) => fields);

/** The level that a value comes from, as an administrator calls it. */
export const levels = {
  own: "chosen by the agent",
  agent: "set for this agent",
  group: "set for the group",
  tenant: "set for the organisation",
  default: "the usual value",
};

/** "Yes, set for the group": what holds for an agent, and since whom. Null where it is not told. */
export function effectiveText(field, settings) {
  const key = field.id.split(".")[0];
  const held = settings?.[field.id === "otherWorkplaces" ? "workplaces" : key];
  if (!held) return null;
  const from = levels[held.source] ?? held.source;
  if (field.id === "workplace.kind") return null;
  if (field.id === "workplace.address") return `${workplaceText(held.value)}, ${from}`;
  if (field.id === "otherWorkplaces") return null;
  return `${choiceLabel(field, held.value)}, ${from}`;
}

export function workplaceText({ kind, address }) {
  return `${workplaceKinds[kind] ?? kind} ${address}`;
}

/** What becomes of those whom a change concerns; names are by their ids. */
export function outcomeText({ appliedTo = [], waitingFor = [] }, names = {}) {
  const list = (ids) => ids.map((id) => names[id]?.name ?? id).join(", ");
  return [
    "Saved.",
    appliedTo.length > 0 ? `Applied at once to ${list(appliedTo)}.` : null,
    waitingFor.length > 0
      ? `Waiting for ${list(waitingFor)}: it holds from their next connection.`
      : null,
  ].filter(Boolean).join(" ");
}
"""##,
        "parts/recordings.js": ##"""
// The recordings of a tenant's calls: a supervisor hears them, an administrator deletes them.

import { problemSentence } from "./words.js";
import { choose } from "../views/dialog.js";

const PAGE_LENGTH = 20;
const READING_DELAY_MILLISECONDS = 500;

export class Recordings {
  /** Null until they were read. */
  items = null;
  nextCursor = null;
  /** What is being fetched, and then heard: `{ id, url }`. */
  playing = null;
  #fetching = null;
  #timer = null;

  constructor({ client, tenant, mayDelete, tell, redraw }) {
    Object.assign(this, { client, tenant, mayDelete, tell, redraw });
  }

  /** Something happened: they are read anew, once for many. */
  readSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.read(), READING_DELAY_MILLISECONDS);
  }

  path(...parts) {
    return this.client.path(this.tenant, "recordings", ...parts);
  }

  /** @param cursor where the next ones begin; the newest where it is left out. */
  async read(cursor) {
    const more = cursor ? `&cursor=${encodeURIComponent(cursor)}` : "";
    try {
      const list = await this.client.ask("GET", `${this.path()}?limit=${PAGE_LENGTH}${more}`);
      if (cursor) {
        this.items = [...(this.items ?? []), ...list.items];
        this.nextCursor = list.nextCursor ?? null;
      } else {
        await this.#take(list);
      }
    } catch (refusal) {
      if (!refusal.isPassing) this.tell(problemSentence(refusal.code));
    }
    this.redraw();
  }

  /** The newest: they take the place of all, but that nothing older goes while it may be heard. */
  async #take(list) {
    const heard = this.playing?.id;
    const isThere = list.items.some((item) => item.id === heard);
    if (!heard || (!isThere && !(await this.#isKept(heard)))) {
      if (heard && this.playing?.id === heard) this.silence();
      this.items = list.items;
      this.nextCursor = list.nextCursor ?? null;
      return;
    }
    const before = this.items ?? [];
    const merged = merge(list, before);
    // Where older ones stay, they go on behind the last of them.
    if (merged.length === list.items.length) this.nextCursor = list.nextCursor ?? null;
    this.items = merged;
  }

  /** Whether a recording that is not among the newest is still there; so it is while nobody says that it is not. */
  async #isKept(id) {
    try {
      await this.client.ask("GET", this.path(id));
      return true;
    } catch (refusal) {
      return refusal.code !== "recordingUnknown";
    }
  }

  /** The token is in a header, so the sound cannot be named by an address alone. */
  async play(id) {
    this.silence();
    const fetching = new AbortController();
    this.#fetching = fetching;
    this.playing = { id, url: null };
    this.redraw();
    try {
      const file = await this.client.fetchFile(this.path(id, "file"), fetching.signal);
      if (fetching.signal.aborted) return;
      this.playing = { id, url: URL.createObjectURL(file) };
    } catch (refusal) {
      if (fetching.signal.aborted) return;
      this.playing = null;
      this.tell(problemSentence(refusal.code));
    }
    this.redraw();
  }

  silence() {
    this.#fetching?.abort();
    if (this.playing?.url) URL.revokeObjectURL(this.playing.url);
    this.playing = null;
    this.redraw();
  }

  async remove(id) {
    const key = await choose({
      title: "Delete this recording?",
      text: "Its file is deleted, and cannot be brought back.",
      choices: [{ key: "delete", label: "Delete", kind: "danger" }],
    });
    if (!key) return;
    if (this.playing?.id === id) this.silence();
    try {
      await this.client.ask("DELETE", this.path(id));
    } catch (refusal) {
      this.tell(problemSentence(refusal.code));
    }
    await this.read();
  }

  stop() {
    clearTimeout(this.#timer);
    this.silence();
  }
}

/** The newest and, behind them, those that were there and are older than all of these. */
function merge({ items, nextCursor }, before) {
  if (!nextCursor) return items;
  const oldest = items.at(-1);
  const isOlder = ({ startedAt, id }) =>
    startedAt < oldest.startedAt || (startedAt === oldest.startedAt && id < oldest.id);
  return [...items, ...before.filter(isOlder)];
}
"""##,
        "parts/speaker.js": ##"""
// Says things to screen readers, without a picture of it.

/** @param isUrgent whether it interrupts what is being read. */
export function announce(text, isUrgent = false) {
  const region = document.getElementById(isUrgent ? "said-at-once" : "said");
  // The same text twice is said twice only when it is another.
  region.textContent = region.textContent === text ? `${text}\u00A0` : text;
}
"""##,
        "parts/sse.js": ##"""
// Reads server-sent events. Source: HTML, "Server-sent events", section "Parsing an event stream".

/** Takes text as it comes and gives back the events that are whole. */
export class EventParser {
  #rest = "";
  #data = [];
  #type = "";
  #id = null;
  #isFirst = true;

  /** Returns a list of `{type, id, data}`; `id` is null where the event has none of its own. */
  push(text) {
    if (this.#isFirst && text.length > 0) {
      this.#isFirst = false;
      if (text.startsWith("\uFEFF")) text = text.slice(1);
    }
    const whole = this.#rest + text;
    const lines = whole.split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop();
    const events = [];
    for (const line of lines) this.#take(line, events);
    return events;
  }

  #take(line, events) {
    if (line === "") {
      if (this.#data.length > 0) {
        events.push({ type: this.#type || "message", id: this.#id, data: this.#data.join("\n") });
      }
      this.#data = [];
      this.#type = "";
      this.#id = null;
      return;
    }
    const colon = line.indexOf(":");
    if (colon === 0) return;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "data") this.#data.push(value);
    else if (field === "event") this.#type = value;
    else if (field === "id" && !value.includes("\0")) this.#id = value;
  }
}
"""##,
        "parts/state.js": ##"""
// What is known of a tenant's agents: a pure function from a state and what happens to the next
// state. What happens is an event of the stream, or one of this page's own: `page.…`.

const TIMELINE_LENGTH = 200;

export const beginning = {
  /** Whether a snapshot has come, and the stream with it. */
  isLive: false,
  hasSnapshot: false,
  /** The service's time of the last event. */
  asOf: null,
  service: { ready: true, state: "ready", reasons: [] },
  agents: {},
  offers: {},
  calls: {},
  /** Customers who wait for an agent of a router's choice. */
  waiting: {},
  /** Who takes part in calls besides; only supervisors and administrators are told. */
  supervisions: {},
  /** By agent: what the service refuses now and why, until something changes. */
  refused: {},
  /**
   * How often something happened to an agent; an answer that was asked for before is not taken in.
   */
  changes: {},
  notices: [],
  timeline: [],
};

export function next(state, event) {
  if (event.type.startsWith("page.")) return nextOfPage(state, event);
  const known = { ...state, asOf: event.time };
  switch (event.type) {
    case "stream.snapshot":
      return withSnapshot(known, event.data);
    case "stream.reset":
      return { ...known, isLive: false, hasSnapshot: false };
    case "service.degraded":
      return withTimeline(withService(known, false, [event.data.reason]), event);
    case "service.restored":
      return withTimeline(withService(known, true, []), event);
    case "customer.waiting":
      return withTimeline(withWaiting(known, event.data), event);
    case "customer.left":
      return withTimeline(withoutWaiting(known, event.data.id), event);
    default:
      return event.agent ? ofAgent(known, event) : known;
  }
}

function nextOfPage(state, event) {
  switch (event.type) {
    case "page.live":
      return { ...state, isLive: true };
    // C6: that somebody is connected is said no longer than it is known.
    case "page.lost":
      return {
        ...state,
        isLive: false,
        notices: withoutOpened(state.notices),
      };
    // An agent as they were read; `changes` is how it was when they were asked for.
    case "page.agentRead":
      if (event.changes !== (state.changes[event.agent.id] ?? 0)) return state;
      return withAgent(state, event.agent);
    case "page.agentGone": {
      const { [event.id]: _, ...agents } = state.agents;
      return { ...state, agents };
    }
    case "page.refused":
      return {
        ...state,
        refused: { ...state.refused, [event.agent]: refusedCodes(event.problem) },
      };
    case "page.notice":
      return { ...state, notices: withNotice(state.notices, event.notice) };
    case "page.noticeDismissed":
      return { ...state, notices: state.notices.filter(({ id }) => id !== event.id) };
    default:
      return state;
  }
}

function withSnapshot(
  state, { agents, offers, calls, waitingCustomers = [], supervisions = [], service },
) {
  const byId = (items) => Object.fromEntries(items.map((item) => [item.id, item]));
  const changes = { ...state.changes };
  for (const { id } of agents) changes[id] = (changes[id] ?? 0) + 1;
  return {
    ...state,
    hasSnapshot: true,
    service,
    agents: byId(agents),
    offers: byId(offers),
    calls: byId(calls),
    waiting: byId(waitingCustomers),
    supervisions: byId(supervisions),
    refused: {},
    changes,
  };
}

function withService(state, ready, reasons) {
  return { ...state, service: { ready, state: ready ? "ready" : "notReady", reasons } };
}

function ofAgent(state, event) {
  const { agent: id } = event;
  const { [id]: _, ...refused } = state.refused;
  const changes = { ...state.changes, [id]: (state.changes[id] ?? 0) + 1 };
  const changed = withTimeline({ ...state, refused, changes }, event);
  if (event.type.startsWith("notice.")) {
    return { ...changed, notices: withEventNotice(changed, event) };
  }
  // Whoever waited is with an agent, also with one who is not known here yet.
  const isOffer = event.type.startsWith("offer.");
  const known = isOffer ? afterOffer(changed, event.data) : changed;
  const agent = state.agents[id];
  return agent ? withAgentEvent(known, agent, event) : known;
}

function withAgentEvent(state, agent, event) {
  const [family] = event.type.split(".");
  switch (family) {
    case "agent":
      return withAgent(state, withStatus(agent, event.data));
    case "connection": {
      const isOver = event.type === "connection.closed";
      const notices = isOver ? withoutOpened(state.notices) : state.notices;
      const changed = { ...agent, connection: connection(agent.connection, event) };
      return withAgent({ ...state, notices }, changed);
    }
    case "offer":
      return withOffer(state, agent, event.data);
    case "call":
      return withCall(state, agent, event.data);
    case "supervision":
      return withSupervision(state, event);
    case "recording":
      return withRecording(state, agent, event);
    case "participant":
      return withParticipant(state, agent, event);
    default:
      return state;
  }
}

function withAgent(state, agent) {
  return { ...state, agents: { ...state.agents, [agent.id]: agent } };
}

function withStatus(agent, status) {
  const { session, ...rest } = agent;
  return status.status === "loggedOut" ? { ...rest, status } : { ...agent, status };
}

/** What is asked for but not told by these events is read anew: see `needsReading`. */
function connection(before, { type, time, data }) {
  const { pinLockedAt, ...unlocked } = before;
  const lock = pinLockedAt ? { pinLockedAt } : {};
  const { attemptId, expiresAt, endReason } = data;
  const attempt = { attemptId, ...lock };
  switch (type) {
    case "connection.dialing":
      return { ...attempt, state: "dialing", startedAt: time };
    case "connection.ringing":
      return { ...before, attemptId, state: "ringing" };
    case "connection.verifying":
      return { ...before, attemptId, state: "verifying", expiresAt };
    case "connection.pinRejected":
      return { ...before, attemptsLeft: data.attemptsLeft };
    case "connection.pinLocked":
      return { ...before, pinLockedAt: time };
    case "connection.pinUnlocked":
      return unlocked;
    case "connection.opened":
    case "connection.renewed":
      return {
        ...attempt,
        state: "open",
        startedAt: before.startedAt,
        openedAt: time,
        health: { state: "healthy", since: time, lastHeardAt: time, history: [] },
      };
    case "connection.closed":
      return { ...attempt, state: "closed", endReason, endedAt: time };
    case "connection.unhealthy":
      return { ...before, health: healthAfter(before, time, "unhealthy", data.reason) };
    case "connection.recovered":
      return { ...before, health: healthAfter(before, time, "healthy") };
    case "connection.expiring":
      return { ...before, expiresAt, isExpiring: true };
    default:
      return before;
  }
}

/** As the service keeps it: the newest ten changes. */
function healthAfter({ health }, at, state, reason) {
  const why = reason ? { reason } : {};
  const history = [...(health?.history ?? []), { state, ...why, at }].slice(-10);
  return { ...health, state, reason, since: at, history };
}

function withWaiting(state, { serverTime, ...customer }) {
  return { ...state, waiting: { ...state.waiting, [customer.id]: customer } };
}

function withoutWaiting(state, id) {
  const { [id]: _, ...waiting } = state.waiting;
  return { ...state, waiting };
}

/** Who waits is with the call once they are accepted, and waits on when the offer came to nothing. */
function afterOffer(state, { id, waitingCustomer, state: became }) {
  const customer = state.waiting[waitingCustomer];
  if (!customer) return state;
  if (became === "accepted") return withoutWaiting(state, waitingCustomer);
  const { offerId, ...rest } = customer;
  return withWaiting(state, became === "pending" ? { ...rest, offerId: id } : rest);
}

function withOffer(state, agent, { serverTime, ...offer }) {
  const { [offer.id]: _, ...offers } = state.offers;
  const { offer: shown, ...rest } = agent;
  if (offer.state === "pending") {
    return {
      ...withAgent(state, { ...rest, offer }),
      offers: { ...offers, [offer.id]: offer },
    };
  }
  const isAnother = shown && shown.id !== offer.id;
  return { ...withAgent(state, isAnother ? agent : rest), offers };
}

function withCall(state, agent, call) {
  const { [call.id]: _, ...calls } = state.calls;
  const { call: shown, ...rest } = agent;
  if (call.state !== "ended") {
    return { ...withAgent(state, { ...rest, call }), calls: { ...calls, [call.id]: call } };
  }
  const isAnother = shown && shown.id !== call.id;
  return { ...withAgent(state, isAnother ? agent : rest), calls };
}

/** Somebody whom the agent brings into their call; why they left stays with it for the agent to see. */
function withParticipant(state, agent, { type, data }) {
  const { callId, participant, endReason } = data;
  if (agent.call?.id !== callId) return state;
  const { participant: _, lastParticipant: before, ...call } = agent.call;
  const isOver = type === "participant.left";
  const changed = isOver
    ? { ...call, lastParticipant: { ...participant, endReason } } : { ...call, participant };
  return withCall(state, agent, changed);
}

function withSupervision(state, { type, data: { supervision } }) {
  const { [supervision.id]: _, ...others } = state.supervisions;
  const isOver = type === "supervision.ended";
  return {
    ...state,
    supervisions: isOver ? others : { ...others, [supervision.id]: supervision },
  };
}

/** A recording of the agent's call; that it failed stays with the call for the agent to see. */
function withRecording(state, agent, { type, data }) {
  const { callId, recording } = data;
  if (agent.call?.id !== callId) return state;
  const { recording: _, recordingFailed: before, ...call } = agent.call;
  if (type === "recording.failed") return withCall(state, agent, { ...call, recordingFailed: true });
  return withCall(state, agent, type === "recording.stopped" ? call : { ...call, recording });
}

function withTimeline(state, event) {
  return { ...state, timeline: [event, ...state.timeline].slice(0, TIMELINE_LENGTH) };
}

/** A newer one of the same kind takes the place of an older one; the connection is one kind. */
function withEventNotice(state, { id, type, time, agent, data }) {
  const kind = (name) => name.replace(/connection\w+/, "connection");
  const others = state.notices.filter(
    (notice) => notice.agent !== agent || kind(notice.type) !== kind(type));
  return withNotice(others, { id, type, time, agent, data });
}

function withoutOpened(notices) {
  return notices.filter(({ type }) => type !== "notice.connectionOpened");
}

function withNotice(notices, notice) {
  return [...notices.filter(({ id }) => id !== notice.id), notice].slice(-4);
}

function refusedCodes({ allowedActions = [], refusedActions = [] }) {
  return {
    ...Object.fromEntries(allowedActions.map((action) => [action, null])),
    ...Object.fromEntries(refusedActions.map(({ action, code }) => [action, code])),
  };
}

/** Whether an event leaves something unsaid that the agent's console shows. */
export function needsReading({ type, data }) {
  return (
    ["connection.dialing", "connection.verifying", "connection.opened", "connection.renewed",
      "notice.settingsSaved", "workplace.validated", "notice.workplaceReverted"].includes(type) ||
    (type === "agent.statusChanged" && ["loggedIn", "takenOver"].includes(data.reason))
  );
}
"""##,
        "parts/store.js": ##"""
// The state, and who wants to know that it has changed.

import { beginning, next } from "./state.js";

export class Store {
  state = beginning;
  #watchers = [];

  /** Calls `watcher(event, before)` after each thing that happens. */
  watch(watcher) {
    this.#watchers.push(watcher);
  }

  happened(event) {
    const before = this.state;
    this.state = next(before, event);
    for (const watcher of this.#watchers) watcher(event, before);
  }
}
"""##,
        "parts/stream.js": ##"""
// The stream of events, which comes back by itself after sleep, a change of network or a restart.

import { readBody, refusal, Refusal } from "./api.js";
import { EventParser } from "./sse.js";

// Until a snapshot says how often a sign of life comes.
const USUAL_HEARTBEAT_SECONDS = 15;
const FIRST_PAUSE_MILLISECONDS = 250;
const LONGEST_PAUSE_MILLISECONDS = 8_000;
// A machine that slept has not run this page's timers.
const CHECK_MILLISECONDS = 1_000;

/** A stream that is silent for longer is lost: twice as long as it may be, and a little more. */
export function longestSilenceMilliseconds(heartbeatSeconds) {
  return 2_000 * (heartbeatSeconds + 1);
}

/**
 * How long to wait before the next try: twice as long each time, and never the same for all
 * consoles.
 */
export function pauseMilliseconds(failures, random = Math.random()) {
  const full = FIRST_PAUSE_MILLISECONDS * 2 ** Math.min(failures, 10);
  return Math.min(full, LONGEST_PAUSE_MILLISECONDS) * (0.5 + random / 2);
}

export class EventStream {
  #client;
  #path;
  #tell;
  #lastId = null;
  #lastHeard = 0;
  #longestSilence = longestSilenceMilliseconds(USUAL_HEARTBEAT_SECONDS);
  #failures = 0;
  #abort = null;
  #isWanted = false;
  #wake = null;

  /**
   * @param tell `event(event)` for each one; `live()` when what is shown is true from now on;
   *   `lost(refusal)` when it is not, with what was said, or null; `ended(refusal)` when trying
   *   again is of no use.
   */
  constructor(client, path, tell) {
    this.#client = client;
    this.#path = path;
    this.#tell = tell;
  }

  async start() {
    this.#isWanted = true;
    const check = setInterval(() => this.check(), CHECK_MILLISECONDS);
    const nudge = () => this.nudge();
    addEventListener("online", nudge);
    addEventListener("pageshow", nudge);
    document.addEventListener("visibilitychange", nudge);
    while (this.#isWanted) {
      const problem = await this.#listen();
      if (!this.#isWanted) break;
      if (problem && !problem.isPassing) {
        this.#tell.ended(problem);
        break;
      }
      this.#tell.lost(problem);
      await this.#pause(problem);
    }
    clearInterval(check);
    removeEventListener("online", nudge);
    removeEventListener("pageshow", nudge);
    document.removeEventListener("visibilitychange", nudge);
  }

  stop() {
    this.#isWanted = false;
    this.#abort?.abort();
    this.#wake?.();
  }

  /** Ends a stream that is silent for too long. */
  check() {
    if (this.#abort && Date.now() - this.#lastHeard > this.#longestSilence) this.#abort.abort();
  }

  /** Something changed on this machine: tries at once, if it waits. */
  nudge() {
    if (document.visibilityState === "hidden") return;
    this.check();
    this.#failures = 0;
    this.#wake?.();
  }

  async #listen() {
    const abort = new AbortController();
    this.#abort = abort;
    this.#lastHeard = Date.now();
    const headers = { ...this.#client.headers, Accept: "text/event-stream" };
    if (this.#lastId !== null) headers["Last-Event-ID"] = this.#lastId;
    try {
      const response = await fetch(new URL(this.#path, this.#client.base), {
        headers,
        cache: "no-store",
        credentials: "omit",
        signal: abort.signal,
      });
      if (!response.ok) return refusal(response, await readBody(response));
      // One that is resumed has no snapshot to wait for.
      if (this.#lastId !== null) this.#tell.live();
      await this.#read(response.body.pipeThrough(new TextDecoderStream()).getReader());
      return null;
    } catch {
      return Refusal.serviceUnreachable();
    } finally {
      abort.abort();
      this.#abort = null;
    }
  }

  async #read(reader) {
    const parser = new EventParser();
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      this.#lastHeard = Date.now();
      for (const { type, id, data } of parser.push(value)) {
        this.#failures = 0;
        if (id !== null) this.#lastId = id;
        const event = JSON.parse(data);
        this.#tell.event(event);
        if (type !== "stream.snapshot") continue;
        this.#longestSilence = longestSilenceMilliseconds(event.data.heartbeatSeconds);
        this.#tell.live();
      }
    }
  }

  async #pause(problem) {
    const asked = (problem?.retryAfterSeconds ?? 0) * 1000;
    const pause = Math.max(pauseMilliseconds(this.#failures), Math.min(asked, 30_000));
    this.#failures += 1;
    await new Promise((resolve) => {
      this.#wake = resolve;
      setTimeout(resolve, pause);
    });
    this.#wake = null;
  }
}
"""##,
        "parts/supervisor-desk.js": ##"""
// What a supervisor does with an agent.

import { ownPhone } from "./kept.js";
import { Recordings } from "./recordings.js";
import { announce } from "./speaker.js";
import { customerName, problemSentence } from "./words.js";
import { choose } from "../views/dialog.js";

export class SupervisorDesk {
  ui = {
    filter: { text: "", status: "" },
    order: { key: "status", isDescending: false },
    managed: null,
  };
  /** Of an administrator: the pages where something is set up. */
  admin = null;
  #underWay = new Set();

  constructor({ client, store, clock, tenant, scopes, redraw }) {
    Object.assign(this, { client, store, clock, tenant, scopes, redraw });
    this.recordings = new Recordings({
      client,
      tenant,
      mayDelete: this.may("administer"),
      tell: (text) => this.tell(text),
      redraw,
    });
  }

  get state() {
    return this.store.state;
  }

  may(scope) {
    return this.scopes.includes(scope);
  }

  show(change) {
    Object.assign(this.ui, change);
    this.redraw();
  }

  tell(text, isUrgent = true) {
    announce(text, isUrgent);
    const notice = {
      id: `page-${text}`,
      type: isUrgent ? "page.problem" : "page.notice",
      data: { text },
    };
    this.store.happened({ type: "page.notice", notice });
  }

  /** By which this supervisor takes part in calls. */
  get ownPhone() {
    try {
      const { kind, address } = JSON.parse(ownPhone.value);
      if (typeof kind === "string" && typeof address === "string") return { kind, address };
    } catch {
      // Nothing was kept, or nothing that can be read.
    }
    return { kind: "endpoint", address: "" };
  }

  supervisionOf(call) {
    return Object.values(this.state.supervisions).find(({ callId }) => callId === call) ?? null;
  }

  async ask(method, path, id, body) {
    // A second press asks for nothing more.
    const request = `${method} ${path}`;
    if (this.#underWay.has(request)) return;
    this.#underWay.add(request);
    try {
      await this.client.ask(method, path, body);
    } catch (refusal) {
      if (refusal.problem.allowedActions) {
        this.store.happened({ type: "page.refused", agent: id, problem: refusal.problem });
      }
      this.tell(problemSentence(refusal.code));
    } finally {
      this.#underWay.delete(request);
    }
  }

  of(id, ...parts) {
    return this.client.path(this.tenant, "agents", id, ...parts);
  }

  liftLock(id) {
    return this.ask("DELETE", this.of(id, "connection", "lock"), id);
  }

  /** Begins in this mode, or changes to it. */
  async supervise(id, mode, phone) {
    const { call } = this.state.agents[id];
    const path = this.client.path(this.tenant, "calls", call.id, "supervisions");
    const now = this.supervisionOf(call.id);
    if (now) return this.ask("PATCH", `${path}/${now.id}`, id, { mode });
    if (!phone?.address) {
      document.getElementById("own-phone")?.focus();
      return this.tell("Enter your phone first: it is called, and you take part by it.");
    }
    ownPhone.value = JSON.stringify(phone);
    return this.ask("POST", path, id, { mode, phone });
  }

  async endSupervision(id) {
    const { call } = this.state.agents[id];
    const now = this.supervisionOf(call.id);
    if (!now) return;
    const path = this.client.path(this.tenant, "calls", call.id, "supervisions", now.id);
    await this.ask("DELETE", path, id);
  }

  async closeConnection(id) {
    const { name } = this.state.agents[id];
    const key = await choose({
      title: `Close ${name}'s connection?`,
      text: "Their phone is hung up. They are offered nobody until they open it again.",
      choices: [{ key: "close", label: "Close connection", kind: "danger" }],
    });
    if (key) await this.ask("DELETE", this.of(id, "connection"), id);
  }

  async hangUp(id) {
    const { call, name } = this.state.agents[id];
    const key = await choose({
      title: "Hang up the customer?",
      text: `${customerName(call)} and ${name} are talking. The customer's call ends.`,
      choices: [{ key: "end", label: "Hang up", kind: "danger" }],
    });
    if (key) await this.ask("POST", this.client.path(this.tenant, "calls", call.id, "hangup"), id);
  }

  async logOut(id) {
    const { call, name } = this.state.agents[id];
    const key = await choose({
      title: `Log ${name} out?`,
      text: call
        ? `${name} is with a customer.`
        : "The phone connection ends, and a customer who waits goes back to the queue.",
      points: call ? [
        "After the call: when it ends.",
        "Now: the customer hears music and goes back to the queue.",
      ] : [],
      choices: call
        ? [
          { key: "afterCall", label: "After the call" },
          { key: "now", label: "Now", kind: "danger" },
        ]
        : [{ key: "plain", label: "Log out", kind: "danger" }],
    });
    if (!key) return;
    const when = key === "plain" ? "" : `?when=${key}`;
    await this.ask("DELETE", this.of(id, "session") + when, id);
  }
}
"""##,
        "parts/team.js": ##"""
// The agents as a supervisor looks at them: pure functions from agents to rows.

import { connectionEnds, connectionStates, healthText, statuses } from "./words.js";

/** In the order in which somebody may have to act. */
const urgency = [
  "offered", "notReachable", "persistentCallOffered", "busy", "wrappingUp", "available", "onBreak",
  "workingOffline", "loggedOut",
];

export const columns = [
  { key: "name", label: "Agent", of: (agent) => agent.name.toLowerCase() },
  { key: "status", label: "Status", of: (agent) => urgency.indexOf(agent.status.status) },
  { key: "since", label: "Since", of: (agent) => agent.status.since ?? "" },
  { key: "connection", label: "Connection", of: (agent) => connectionText(agent) },
  {
    key: "customer",
    label: "Customer",
    of: (agent) => (agent.call ?? agent.offer)?.createdAt ?? "~",
  },
];

/** Those whom `filter` lets through, in the order of a column. */
export function rows(agents, { text = "", status = "" }, { key, isDescending }) {
  const wanted = text.trim().toLowerCase();
  const { of } = columns.find((column) => column.key === key) ?? columns[0];
  const sign = isDescending ? -1 : 1;
  return Object.values(agents)
    .filter((agent) => !status || agent.status.status === status)
    .filter(({ name, id, group = "" }) =>
      [name, id, group].some((field) => field.toLowerCase().includes(wanted)),
    )
    .sort((one, other) => sign * compare(of(one), of(other)) || compare(one.id, other.id));
}

function compare(one, other) {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

export function connectionText({ connection, phoneSettings, status }) {
  if (connection.pinLockedAt) return "Locked: wrong PINs";
  if (connection.health?.state === "unhealthy") return healthText(connection.health);
  if (connection.state !== "closed") return connectionStates[connection.state];
  if (phoneSettings.connectionMode === "onDemand") return "Rings for each call";
  const isLost = status.status === "notReachable" && connection.endReason;
  return isLost ? `Lost: ${connectionEnds[connection.endReason]}` : connectionStates.closed;
}

/** Those that stand there also while nobody is in them. */
const always = ["available", "busy", "offered", "notReachable"];

/** How many agents are in each status, in words and in order. */
export function counts(agents) {
  const all = Object.values(agents);
  return urgency
    .map((status) => ({
      status,
      label: statuses[status],
      count: all.filter((agent) => agent.status.status === status).length,
    }))
    .filter(({ status, count }) => count > 0 || always.includes(status));
}
"""##,
        "parts/timeline.js": ##"""
// A sentence for each event that a supervisor wants to know of; others have none.

import {
  connectionEnds, customerName, healthText, outcomes, participantEnds, partyName, recordingEnds,
  statusReason, supervisionEnds, supervisionModes,
} from "./words.js";

/** Of the others, what happens with the customer is told. */
const becoming = {
  loggedOut: "logged out",
  onBreak: "is on break",
  workingOffline: "works offline",
  available: "is available",
  persistentCallOffered: "is becoming available",
  notReachable: "cannot be reached",
  wrappingUp: "wraps up",
};

/** Of customers whom no agent took. */
const waitEnds = {
  hungUp: "hung up while waiting",
  timedOut: "waited in vain",
  released: "was given back by the router",
  nodeRestarted: "was lost when the phone system restarted",
};

export function sentence({ type, data }) {
  switch (type) {
    case "agent.statusChanged":
      return withReason(becoming[data.status], statusReason(data));
    case "connection.opened":
      return "is connected";
    case "connection.renewed":
      return "has a renewed connection";
    case "connection.closed":
      return `is not connected: ${connectionEnds[data.endReason] ?? data.endReason}`;
    case "connection.pinRejected":
      return "entered a wrong PIN";
    case "connection.pinLocked":
      return "is locked for wrong PINs";
    case "connection.pinUnlocked":
      return "is not locked any more";
    case "connection.unhealthy":
      return data.reason === "phoneOnHold"
        ? "has put the line on hold"
        : `is offered nobody: ${healthText({ reason: data.reason }).toLowerCase()}`;
    case "connection.recovered":
      return "has the line back";
    case "connection.expiring":
      return "has a connection that ends soon";
    case "workplace.entered":
      return `entered another phone: ${data.workplace.address}`;
    case "workplace.validated":
      return `is called at ${data.workplace.address} now`;
    case "offer.created":
      return `is offered ${customerName(data)}`;
    case "offer.rejected":
      return `rejected ${customerName(data)}`;
    case "offer.timedOut":
      return `missed ${customerName(data)}`;
    case "offer.canceled":
      return `was too late for ${customerName(data)}, who left`;
    case "offer.failed":
      return `could not be given ${customerName(data)}`;
    case "customer.waiting":
      return `${customerName(data)} waits for an agent`;
    case "customer.left":
      return `${customerName(data)} ${waitEnds[data.endReason] ?? "does not wait any more"}`;
    case "call.connected":
      return `talks with ${customerName(data)}`;
    case "call.held":
      return `holds ${customerName(data)}`;
    case "call.resumed":
      return `is back with ${customerName(data)}`;
    case "call.ended":
      return `is done with ${customerName(data)}: ${lower(outcomes[data.endReason] ?? "")}`;
    case "call.customerLeft":
      return `goes on without ${customerName(data)}, who hung up`;
    case "participant.dialing":
      return `calls ${partyName(data.participant)} into the call`;
    case "participant.connected":
      return `asks ${partyName(data.participant)}`;
    case "participant.joined":
      return `talks with ${partyName(data.participant)} and the customer`;
    case "participant.left":
      return `is without ${partyName(data.participant)}, who ${participantEnds[data.endReason]}`;
    case "supervision.started":
    case "supervision.changed":
      return supervisionModes[data.supervision.modeInForce]?.told ?? null;
    case "supervision.ended":
      return `is not supervised any more: ${supervisionEnds[data.endReason] ?? data.endReason}`;
    case "recording.started":
      return "records the call";
    case "recording.paused":
      return "has a paused recording";
    case "recording.resumed":
      return "goes on recording the call";
    case "recording.stopped":
      return `has a recording that is over: ${recordingEnds[data.endReason] ?? data.endReason}`;
    case "recording.failed":
      return "could not record the call";
    case "service.degraded":
      return `Service: ${data.reason}`;
    case "service.restored":
      return "Service: all is well again";
    default:
      return null;
  }
}

function withReason(text, reason) {
  if (text === undefined) return null;
  return reason ? `${text}: ${reason}` : text;
}

function lower(text) {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
"""##,
        "parts/words.js": ##"""
// What codes mean, in words for people. One table for each kind.

/** Why something is not done: every code of a problem, and those of this page. */
export const problems = {
  tokenMissing: "Log in first: no token was sent.",
  tokenInvalid: "This token is not known. Check that you have all of it, or ask for a new one.",
  tokenExpired: "This token's time is over. Ask your administrator for a new one.",
  forbidden: "Your token does not allow this.",
  notFound: "The service does not know this request. Is it older than this page?",
  methodNotAllowed: "The service does not know this request. Is it older than this page?",
  tenantUnknown: "Your organisation is not known here any more. Ask your administrator.",
  groupUnknown: "There is no such group.",
  agentUnknown: "There is no such agent.",
  offerUnknown: "No customer is waiting for you.",
  customerUnknown: "This customer does not wait any more.",
  callUnknown: "You are not in a call.",
  malformedBody: "The service could not read the request.",
  unknownKey: "The service could not read the request.",
  invalidValue: "This entry cannot be used. Check what you typed.",
  malformedPin: "A PIN has only digits, as many as you hear. This one was not counted.",
  invalidParameter: "The service could not read the request.",
  malformedIdempotencyKey: "The service could not read the request.",
  idempotencyKeyReused: "The service took this for another request. Try again.",
  idempotencyInProgress: "This is being done already. Wait a moment.",
  bodyTooLarge: "This is too long.",
  unsupportedMediaType: "The service could not read the request.",
  requestTimedOut: "The request came too slowly. Check your network and try again.",
  malformedRequest: "The service could not read the request.",
  uriTooLong: "This is too long.",
  headersTooLarge: "This is too long. Is the token right?",
  rateLimited: "Too many requests at once. Wait a moment and try again.",
  notLoggedIn: "Log in first.",
  alreadyLoggedIn: "You are logged in already, in another window or on another computer.",
  persistentNotEnabled: "Persistent connection is not enabled for you.",
  modeIsOnDemand: "Your phone is set to ring for each call, so there is no connection to open.",
  settingNotPermitted: "Only your administrator changes this setting.",
  confirmationRequired: "Please confirm this change first.",
  mustWorkOffline: "Change your status to Work offline first.",
  answerOnPhone: "Answer on your phone: it is ringing.",
  pinLocked: "Too many wrong PINs. Ask a supervisor to lift the lock.",
  dialRateLimited: "Your phone was called too often. Wait some minutes and try again.",
  destinationNotAllowed: "Your organisation does not allow calls to this number or address.",
  workplaceInUse: "Another agent is connected at this phone.",
  workplaceNotApproved: "This phone is not one of those approved for you.",
  workplaceNotValidated: "This phone has to be checked with a PIN first.",
  inCall: "Not during a call.",
  connectionNotOpen: "Open your phone connection first.",
  connectionAlreadyClosed: "Your phone is not connected.",
  connectionAlreadyOpen: "Your phone is connected already.",
  attemptUnderWay: "Your phone is being called. Answer it and enter the PIN.",
  attemptIsOver: "That call to your phone is over. Its PIN is of no use any more.",
  pinNotSpokenYet: "Answer your phone first: the PIN is spoken there.",
  tenantNotEmpty: "The organisation still has agents or groups.",
  groupNotEmpty: "The group still has agents.",
  idTooAlike: "There is one with nearly the same id.",
  directoryFull: "The directory is full.",
  directoryIsFile: "The directory is kept in a file and cannot be changed here.",
  invalidSettings: "The settings cannot be these.",
  breakReasonUnknown: "This is not one of your organisation's break reasons any more.",
  offerPending: "A customer is waiting. Answer or reject first.",
  offerNotPending: "This customer is not waiting any more.",
  callIsOver: "The call is over.",
  phoneOnHold: "Your phone has put the line on hold. Take it off hold there.",
  connectionUnhealthy: "Nothing is heard of your phone. See to it and to its network.",
  trunkFull: "All lines are busy. Try again in a moment.",
  callNotConnected: "Not before the two of you are connected.",
  callIsHeld: "The customer is on hold. Resume the call first.",
  consultUnderWay: "Finish with the person you are asking first.",
  participantUnknown: "They are not in the call any more.",
  participantNotConnected: "They have not answered yet.",
  supervisionUnderWay: "Another supervisor takes part in this call.",
  supervisionUnknown: "Nobody takes part in this call any more.",
  transferNotPossible: "This customer cannot be sent on.",
  recordingOff: "Calls are not recorded here.",
  recordingRequired: "Your organisation records all of these calls. You can pause.",
  alreadyRecording: "The call is being recorded already.",
  notRecording: "The call is not being recorded.",
  recordingUnknown: "This recording is not there any more.",
  recordingUnderWay: "This recording is not over yet.",
  recordingFileMissing: "There is no file of this recording: nothing was taken down, or it was taken away.",
  notWrappingUp: "There is no wrap-up to end.",
  ownPhone: "This is your own phone.",
  callerIdNotAllowed: "Your organisation does not show this number to customers.",
  agentNotAvailable: "This agent is not available.",
  customerIsOffered: "An agent is being asked about this customer.",
  mustAccept: "This call may not be rejected.",
  wrongPin: "This is not the PIN.",
  tooManyStreams: "Too many windows are open with this token. Close one of them.",
  tooManyFetches: "Others are fetching recordings now. Wait a moment and try again.",
  phoneSystemAway: "The phone system is out of reach. It is tried again all the time.",
  overloaded: "The service has too much to do. Try again in a moment.",
  storeUnavailable:
    "The service cannot write down what happens, so it does nothing. Tell your operator.",
  stopping: "The service is being restarted. It will be back in a moment.",
  standby: "This service stands by while another one is at work.",
  internalError:
    "Something went wrong in the service. Try again, and tell your operator if it stays.",
  serviceUnreachable: "The service does not answer. Check your network.",
};

/** Why a connection ended, to be said after "Your phone is not connected: ". */
export const connectionEnds = {
  noAnswer: "the phone was not answered",
  busy: "the phone was busy",
  declined: "the phone declined the call",
  unreachable: "the phone could not be reached",
  networkRejected: "the network refused the call",
  pinTimedOut: "no right PIN came in time",
  pinFailed: "too many wrong PINs",
  phoneHungUp: "the phone hung up",
  loggedOut: "you logged out",
  modeChanged: "the phone rings for each call now",
  workplaceChanged: "you changed to another phone",
  workplaceValidated: "the phone was checked",
  closedByAgent: "you closed it",
  closedByAdmin: "a supervisor closed it",
  mediaLost: "nothing was heard of the phone any more",
  maxDuration: "the line's longest time was over",
  nodeRestarted: "the phone system was restarted",
  canceled: "the call was called off",
  unknown: "the reason is not known",
};

/** Why nobody is offered over a connection, or whether anybody is. */
const healths = {
  healthy: "Good",
  unknown: "Not known: the phone sends nothing",
  phoneOnHold: "On hold by the phone",
  contactUnreachable: "The phone cannot be reached",
  mediaStopped: "Nothing comes from the phone",
};

export function healthText({ state, reason } = {}) {
  return healths[reason ?? state] ?? reason ?? state ?? healths.healthy;
}

export function connectionEnd(code) {
  return connectionEnds[code] ?? code;
}

export const statuses = {
  loggedOut: "Logged out",
  onBreak: "On break",
  workingOffline: "Work offline",
  available: "Available",
  persistentCallOffered: "Persistent call offered",
  notReachable: "Not reachable",
  offered: "Customer waiting",
  busy: "In a call",
  wrappingUp: "Wrap-up",
};

/** A status's reason where it is one of the service's own; other reasons are an agent's words. */
const statusReasons = {
  loggedIn: "just logged in",
  loggedOut: "",
  takenOver: "logged in elsewhere",
  forgotten: "not heard of for long",
  agent: "",
  missedOffer: "a customer was missed",
  validationCall: "the phone is being called",
  connectionOpened: "",
  offer: "",
  offerEnded: "",
  call: "",
  callEnded: "",
};

export function statusReason({ reason }) {
  return statusReasons[reason] ?? connectionEnds[reason] ?? reason ?? "";
}

export const connectionStates = {
  closed: "Not connected",
  dialing: "Calling the phone",
  ringing: "The phone rings",
  verifying: "Waiting for the PIN",
  open: "Connected",
};

export const callStates = {
  callingAgent: "Your phone is called first",
  dialing: "Calling",
  ringing: "Ringing",
  connecting: "Connecting",
  connected: "Connected",
  ended: "Ended",
};

/** What became of a customer. */
export const outcomes = {
  customerHungUp: "Customer hung up",
  agentHungUp: "Ended by agent",
  agentLost: "Agent's phone lost",
  neverConnected: "Left before talking",
  failed: "Failed",
  busy: "Busy",
  noAnswer: "No answer",
  declined: "Declined",
  unreachable: "Unreachable",
  networkRejected: "Refused by the network",
  agentNotReached: "Agent's phone not answered",
  transferred: "Transferred",
  nodeRestarted: "Phone system restarted",
  rejected: "Rejected",
  timedOut: "Missed",
  canceled: "Customer left",
};

export const consequences = {
  connectionCloses: "Your phone connection ends now.",
  phoneRingsForEachCall: "Your phone rings for each call, and you answer it there.",
  validationCallWhenAvailable:
    "The next time you become Available your phone is called and a PIN is asked for. After " +
      "that it stays connected.",
};

export const modes = { persistent: "Persistent connection", onDemand: "On demand" };

export const sources = {
  own: "chosen by you",
  agent: "set for you",
  group: "set for your group",
  tenant: "set for your organisation",
  default: "the usual setting",
};

export const workplaceKinds = {
  phoneNumber: "Phone number",
  sipUri: "SIP address",
  endpoint: "Desk phone",
};

export function problemSentence(code) {
  return problems[code] ?? `The service refused this (${code}).`;
}

export function customerName({ caller, direction, dialedNumber }) {
  if (direction === "outbound") return dialedNumber?.replace(/^sips?:/, "") ?? "Customer";
  if (caller.name) return caller.name;
  return caller.withheld || !caller.number ? "Number withheld" : caller.number;
}

/** Whom an agent brought into a call: a colleague's id, a number or an address. */
export function partyName({ to, agent }) {
  return agent ?? to ?? "the other one";
}

/** Why a recording is over. */
export const recordingEnds = {
  stopped: "ended by the agent",
  callEnded: "to the end of the call",
  recordingOff: "ended: calls are not recorded any more",
  failed: "failed",
  endedByPhoneSystem: "ended by the phone system",
  nodeRestarted: "ended: the phone system was restarted",
};

/** Why somebody who was called is not in the call. */
export const participantEnds = {
  hungUp: "hung up",
  dismissed: "was hung up",
  busy: "is busy",
  noAnswer: "does not answer",
  declined: "declined",
  unreachable: "cannot be reached",
  networkRejected: "cannot be reached: the network refused the call",
  failed: "could not be called",
  nodeRestarted: "was lost when the phone system restarted",
  handedOver: "is with the customer",
  tookOver: "is with you: the customer hung up",
  callEnded: "was hung up with the call",
};

/** How a supervisor takes part in a call. */
export const supervisionModes = {
  monitor: { label: "Listen", icon: "ear", told: "is listened to by a supervisor" },
  whisper: {
    label: "Whisper",
    icon: "whisper",
    told: "is helped by a supervisor whom the customer does not hear",
  },
  barge: { label: "Join", icon: "people", told: "talks with the customer and a supervisor" },
};

/** Where a supervisor is with it, in a sentence to them. */
export function supervisionText(supervision, agent) {
  if (!supervision) return `${agent} is not told. Your phone is called.`;
  if (!supervision.own) return "Another supervisor takes part in this call.";
  switch (supervision.state) {
    case "dialing":
    case "ringing":
      return "Your phone rings: answer it.";
    case "connecting":
      return "One moment.";
    default:
      return {
        monitor: "You hear both. Nobody hears you.",
        whisper: `You hear both. ${agent} hears you, the customer does not.`,
        barge: "You hear both, and both hear you.",
      }[supervision.modeInForce];
  }
}

/** Why a supervisor does not take part any more. */
export const supervisionEnds = {
  hungUp: "the supervisor hung up",
  stopped: "the supervisor left",
  callEnded: "the call ended",
  busy: "the supervisor's phone is busy",
  noAnswer: "the supervisor's phone was not answered",
  declined: "the supervisor's phone declined",
  unreachable: "the supervisor's phone cannot be reached",
  networkRejected: "the network refused the call to the supervisor's phone",
  failed: "it could not be brought about",
  nodeRestarted: "the phone system restarted",
};
"""##,
        "styles/admin.css": ##"""
/* An administrator's pages. */
.pages {
  display: flex; gap: 0.25rem; padding: 0 1.25rem; background: var(--card);
  border-bottom: 1px solid var(--line); overflow-x: auto;
}
.pages a {
  padding: 0.625rem 0.75rem; color: var(--muted); text-decoration: none; white-space: nowrap;
  border-bottom: 3px solid transparent;
}
.pages a:hover { color: var(--text); }
.pages a:focus-visible { outline-offset: -3px; }
.pages a[aria-current] {
  color: var(--accent-strong); border-color: var(--accent); font-weight: 650;
}

main.admin {
  display: grid; gap: 1rem; padding: 1rem 1.25rem 2rem; max-width: 60rem; margin: 0 auto;
}
.banners:has(+ main.admin) { max-width: 60rem; }
main.admin h3 { margin: 0; font-size: 0.9375rem; font-weight: 650; }
main.admin code { font-size: 0.875rem; }
.page-head { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 1rem; }
.page-name { flex: 1; font-size: 1.25rem; overflow-wrap: anywhere; }
.page-name .muted { font-weight: 400; font-size: 0.9375rem; }
.back { color: var(--accent-strong); }
.back::before { content: "\2190\A0" / ""; }

.admin-form { display: grid; gap: 1rem; }
.fields { display: grid; }
.field {
  display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1.125fr); gap: 0.125rem 1.5rem;
  padding: 0.75rem 0; border-top: 1px solid var(--line);
}
.field:first-of-type { border-top: 0; padding-top: 0; }
.field:last-child { padding-bottom: 0; }
.field-name { grid-row: 1 / span 3; padding-top: 0.5rem; line-height: 1.35; font-weight: 550; }
.field-entry { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem; }
.field > p { grid-column: 2; }
.field.many .field-entry { display: grid; justify-items: start; }
.not-saved {
  margin-left: -0.75rem; padding-left: 0.5625rem; border-left: 0.1875rem solid var(--accent);
}
.tag {
  margin-left: 0.5rem; padding: 0 0.5rem; border-radius: 1rem; white-space: nowrap;
  background: var(--accent-soft); color: var(--accent-strong); font-size: 0.8125rem;
}
.field-entry input.number-entry { width: 6rem; font-variant-numeric: tabular-nums; }
textarea {
  width: 100%; padding: 0.5rem 0.75rem; border: 1px solid var(--line-strong);
  border-radius: 0.5rem; background: var(--card); color: var(--text); font: inherit;
  resize: vertical;
}
select[aria-invalid="true"], textarea[aria-invalid="true"] { border-color: var(--bad); }
/* What may only be looked at is still to be read. */
.fields:disabled :is(input, select, textarea) {
  color: var(--text); opacity: 1; background: var(--raised); border-color: var(--line);
}
.fields:disabled .button { display: none; }
.row-entry {
  display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1.25fr) auto; gap: 0.5rem;
  width: 100%;
}
.row-entry:has(.number-entry) { grid-template-columns: minmax(0, 1fr) 6rem auto; }

.save-bar { gap: 0.5rem; padding: 0.75rem 1.25rem; }
.save-bar.is-due {
  position: sticky; bottom: 0; border-color: var(--accent); border-bottom-width: 3px;
}
.save-bar .row > p { flex: 1 1 12rem; }
.admin-form .save-bar .row { flex-wrap: wrap; }
/* What has the focus is not behind it. */
html:has(.save-bar.is-due) { scroll-padding-bottom: 11rem; }
/* Nor is it behind a message. */
body:has(.save-bar.is-due) .notices { bottom: 10rem; }

.entries { display: grid; }
.entries li {
  display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 1rem; padding: 0.5rem 0;
  border-top: 1px solid var(--line); overflow-wrap: anywhere;
}
.entries li:first-child { border-top: 0; }
.entries li > :first-child { flex: 1 1 12rem; }
.entries a { color: var(--text); }
.filters .button.primary { text-decoration: none; margin-left: auto; }
.line { display: grid; gap: 0.375rem; padding-top: 0.75rem; border-top: 1px solid var(--line); }
.line meter { width: min(24rem, 100%); height: 0.75rem; }

@media (max-width: 40rem) {
  .pages { padding: 0 0.25rem; flex-wrap: wrap; gap: 0; }
  .pages a { padding: 0.5rem; }
  main.admin { padding: 0.75rem 0.75rem 5rem; gap: 0.75rem; }
  main.admin .column { display: grid; }
  .field { grid-template-columns: minmax(0, 1fr); gap: 0.25rem; }
  .page-name { order: 1; flex-basis: 100%; }
  .back { flex: 1; }
  .field > p { grid-column: 1; }
  .field-name { grid-row: auto; padding-top: 0; }
  .save-bar { padding: 0.625rem 1rem; }
}
"""##,
        "styles/agent.css": ##"""
/* The agent's console. */
.status-now { display: flex; align-items: flex-start; gap: 0.75rem; }
.status-now > div { flex: 1; min-width: 0; }
.status-name { font-size: 1.25rem; font-weight: 650; line-height: 1.3; }
.status-now > .figure { font-size: 1.25rem; line-height: 1.3; color: var(--muted); }
.status-dot {
  width: 0.875rem; height: 0.875rem; border-radius: 50%; margin-top: 0.375rem; flex: none;
  background: var(--line-strong);
}
.status-dot.available { background: var(--good); }
.status-dot.busy, .status-dot.offered { background: var(--bad); }
.status-dot.notReachable, .status-dot.persistentCallOffered { background: var(--warning); }
.status-dot.wrappingUp { background: var(--accent); }
.choices, .reasons { display: grid; gap: 0.375rem; }
.reasons { display: flex; flex-wrap: wrap; padding-top: 0.25rem; }
.pending { display: flex; gap: 0.5rem; align-items: center; color: var(--warning); }

.phone { padding: 0; gap: 0; overflow: hidden; }
.phone-tab {
  display: flex; align-items: center; gap: 0.625rem; padding: 0.75rem 1.25rem;
  border-bottom: 1px solid var(--line);
  background: var(--raised);
}
.phone-body {
  padding: 1.5rem 1.25rem; display: grid; gap: 1rem; min-height: 22rem; align-content: center;
}
[data-face="call"] .phone-body, [data-face="offer"] .phone-body, [data-face="pin"] .phone-body {
  align-content: start;
}
.headline {
  font-size: 1.625rem; font-weight: 650; line-height: 1.25; letter-spacing: -0.01em;
  overflow-wrap: anywhere;
}
.big-figure { font-size: 1.75rem; font-weight: 600; line-height: 1.25; }

.idle { display: grid; justify-items: center; text-align: center; gap: 0.75rem; }
.idle .button { margin-top: 0.5rem; }
.idle progress { max-width: 20rem; }
.idle-picture {
  display: grid; place-items: center; width: 4.5rem; height: 4.5rem; border-radius: 50%;
  background: var(--raised); color: var(--muted);
}
.idle-picture .icon { width: 2rem; height: 2rem; }
[data-face="available"] .idle-picture { background: var(--good-soft); color: var(--good); }
[data-face="notReachable"] .idle-picture { background: var(--warning-soft); color: var(--warning); }

/* A customer waits: red, and a word, a bell and a thick frame for who does not see red. */
.phone.ringing { border: 3px solid var(--bad); }
.ringing .phone-tab { background: #b3261e; border-color: #b3261e; color: #ffffff; }
.ringing .flag {
  margin-left: auto; padding: 0.125rem 0.75rem; border: 2px solid currentcolor;
  border-radius: 1rem; font-size: 0.8125rem; text-transform: uppercase; letter-spacing: 0.06em;
}
.ringing progress.countdown::-webkit-progress-value { background: var(--bad); }
.ringing progress.countdown::-moz-progress-bar { background: var(--bad); }
@media (prefers-reduced-motion: no-preference) {
  .phone.ringing { animation: ring-frame 1s steps(1) infinite; }
  .ringing .phone-tab { animation: ring-tab 1s steps(1) infinite; }
  .ringing .phone-tab .icon { animation: shake 1s ease-in-out infinite; }
  @keyframes ring-frame { 50% { border-color: var(--bad-line); } }
  @keyframes ring-tab { 50% { background: #7d1a14; } }
  @keyframes shake {
    10%, 30% { transform: rotate(-14deg); }
    20%, 40% { transform: rotate(14deg); }
    50% { transform: none; }
  }
}

.offer, .call { display: grid; gap: 1rem; }
.offer-time { display: grid; gap: 0.5rem; }
.main-actions .button { flex: 1 1 10rem; }
.main-actions .button.good { flex-grow: 2; }
.hint {
  display: flex; gap: 0.5rem; align-items: center; padding: 0.5rem 0.75rem; border-radius: 0.5rem;
  background: var(--calm-soft); color: var(--calm);
}
.hint.strong { background: var(--warning-soft); color: var(--warning); font-weight: 600; }

.call-head { display: flex; justify-content: space-between; align-items: flex-end; gap: 1rem; }
.call-state { display: flex; gap: 0.375rem; align-items: center; }
.call-state .icon { width: 1rem; height: 1rem; }
.call-buttons { display: grid; grid-template-columns: repeat(5, minmax(0, 1fr)); gap: 0.5rem; }
.keypad {
  display: grid; grid-template-columns: repeat(3, 4.5rem); gap: 0.5rem; justify-content: center;
  padding: 0.75rem; border-radius: 0.625rem; background: var(--raised);
}
.keypad .sent {
  grid-column: 1 / -1; text-align: center; font-size: 1.25rem; font-variant-numeric: tabular-nums;
  letter-spacing: 0.1em; overflow-wrap: anywhere;
}
.button.key { min-height: 3rem; font-size: 1.25rem; }
.participant {
  display: grid; gap: 0.75rem; padding: 1rem; border-radius: 0.625rem;
  border: 1px solid var(--accent); background: var(--raised);
}
.transfer {
  display: grid; gap: 0.5rem; padding: 1rem; border-radius: 0.625rem; background: var(--raised);
}

.steps { display: grid; gap: 0.5rem; }
.steps li { display: flex; align-items: center; gap: 0.75rem; color: var(--muted); }
.steps .now { color: var(--text); font-weight: 600; }
.step-mark {
  display: grid; place-items: center; width: 1.75rem; height: 1.75rem; border-radius: 50%;
  border: 2px solid var(--line-strong); font-size: 0.875rem; font-weight: 600; flex: none;
}
.step-mark .icon { width: 1rem; height: 1rem; stroke-width: 2.6; }
.steps .now .step-mark { border-color: var(--accent); color: var(--accent); }
.steps .done .step-mark { border-color: var(--good); color: var(--good); }
.pin-form { display: grid; gap: 0.5rem; }
.pin-form > label { font-weight: 600; }
.pin-form .button.quiet { justify-self: start; margin-left: -0.875rem; }
.pin-row { align-items: stretch; max-width: 22rem; }
input.pin:not([type="radio"]) {
  font-size: 1.625rem; letter-spacing: 0.35em; text-align: center;
  font-variant-numeric: tabular-nums; min-height: 3.25rem;
}
.pin-time { display: grid; gap: 0.5rem; max-width: 22rem; }

.recent { display: grid; }
.recent li {
  display: flex; align-items: center; gap: 0.625rem; padding: 0.5rem 0;
  border-top: 1px solid var(--line);
}
.recent li:first-child { border-top: 0; padding-top: 0; }
.direction { color: var(--muted); display: flex; }
.direction.missed { color: var(--bad); }
.recent-name { flex: 1; min-width: 0; overflow-wrap: anywhere; line-height: 1.35; }
.recent-time { text-align: right; line-height: 1.35; }

@media (max-width: 40rem) {
  .phone-tab { padding: 0.625rem 1rem; }
  .phone-body { padding: 1.25rem 1rem; min-height: 15rem; }
  .call-buttons { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .call-buttons .danger { grid-column: 1 / -1; }
  #status .choices { grid-template-columns: repeat(3, minmax(0, 1fr)); }
  #status .button.choice {
    flex-direction: column; gap: 0.25rem; justify-content: center; padding: 0.5rem 0.25rem;
    font-size: 0.875rem;
  }
  #status .button.choice .label { text-align: center; flex: none; }
  .facts > div { grid-template-columns: 6.5rem minmax(0, 1fr); }
}

/* Recording: words, a symbol and a thick edge, for who does not see red. */
.recording { display: grid; gap: 0.5rem; padding-left: 0.75rem; border-left: 4px solid var(--line); }
.recording.running { border-left-color: var(--bad); }
.recording-state { display: flex; gap: 0.5rem; align-items: center; }
.recording.running .recording-state .icon { color: var(--bad); }
"""##,
        "styles/colours.css": ##"""
/* Each colour of text stands out from what it is on by 4.5 to 1 at least, in light and dark. */
:root {
  color-scheme: light dark;
  --page: #f3f5f7;
  --card: #ffffff;
  --raised: #f7f9fa;
  --line: #dde3e8;
  --line-strong: #8a97a3;
  --text: #17212b;
  --muted: #56636f;
  --accent: #0b6b63;
  --accent-strong: #07544e;
  --accent-soft: #e0f0ee;
  --on-accent: #ffffff;
  --good: #1d6f3c;
  --good-strong: #155a30;
  --good-soft: #e3f3e8;
  --good-line: #a9d5b8;
  --warning: #7a4b00;
  --warning-soft: #fdf1dc;
  --warning-line: #e8c98d;
  --bad: #b3261e;
  --bad-strong: #8f1d17;
  --bad-soft: #fbe9e7;
  --bad-line: #eeb4ae;
  --calm: #33475b;
  --calm-soft: #e6ecf2;
  --calm-line: #bccad7;
  --shadow: 0 1px 2px rgb(23 33 43 / 6%), 0 4px 16px rgb(23 33 43 / 5%);
  --focus: #0b57d0;
}

@media (prefers-color-scheme: dark) {
  :root {
    --page: #0f151b;
    --card: #182028;
    --raised: #1e2831;
    --line: #2b3742;
    --line-strong: #71808e;
    --text: #e6ecf1;
    --muted: #9fadb9;
    --accent: #5fcabd;
    --accent-strong: #8adcd2;
    --accent-soft: #153834;
    --on-accent: #06201d;
    --good: #7fd49b;
    --good-strong: #a2e2b7;
    --good-soft: #15301f;
    --good-line: #2b5a3b;
    --warning: #f0c069;
    --warning-soft: #33270f;
    --warning-line: #64501f;
    --bad: #ff9c93;
    --bad-strong: #ffb8b1;
    --bad-soft: #3b1b19;
    --bad-line: #74322d;
    --calm: #b9cadb;
    --calm-soft: #1d2a36;
    --calm-line: #354b5e;
    --shadow: none;
    --focus: #9cc3ff;
  }
}
"""##,
        "styles/controls.css": ##"""
/* Buttons, fields and what else is used. */
.button {
  display: inline-flex; align-items: center; justify-content: center; gap: 0.5rem;
  min-height: 2.5rem; padding: 0.375rem 0.875rem;
  border: 1px solid var(--line-strong); border-radius: 0.5rem; background: var(--card);
  color: var(--text);
  font: inherit; font-weight: 550; cursor: pointer; text-align: center; line-height: 1.25;
}
.button:hover { background: var(--raised); }
.button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.button.primary:hover { background: var(--accent-strong); border-color: var(--accent-strong); }
.button.good { background: var(--good); border-color: var(--good); color: var(--card); }
.button.good:hover { background: var(--good-strong); border-color: var(--good-strong); }
.button.danger { background: #b3261e; border-color: #b3261e; color: #ffffff; }
.button.danger:hover { background: #8f1d17; border-color: #8f1d17; }
.button.quiet { border-color: transparent; background: transparent; color: var(--muted); }
.button.quiet:hover { background: var(--raised); color: var(--text); }
.button.icon-only { width: 2.5rem; padding: 0; flex: none; }
.button.large {
  min-height: 3.25rem; padding: 0.5rem 1.5rem; font-size: 1.0625rem; border-radius: 0.625rem;
}
.button.wide { width: 100%; }
.button.chip { border-radius: 1.25rem; }
.button.small-button { min-height: 2rem; padding: 0.125rem 0.75rem; font-size: 0.875rem; }
.button[aria-disabled="true"], .button[aria-disabled="true"]:hover, .button:disabled {
  background: var(--raised); border-color: var(--line); color: var(--muted); cursor: not-allowed;
}
.button.quiet[aria-disabled="true"], .button.quiet[aria-disabled="true"]:hover {
  background: transparent; border-color: transparent;
}
.button.choice { justify-content: flex-start; width: 100%; border-color: var(--line); }
.button.choice .label { flex: 1; text-align: left; }
.button.choice[aria-pressed="true"] {
  background: var(--accent-soft); border-color: var(--accent); color: var(--accent-strong);
  font-weight: 650;
}
.button.tile {
  flex-direction: column; gap: 0.25rem; padding: 0.625rem 0.5rem; min-height: 4.25rem;
  position: relative;
}
.button.tile[aria-expanded="true"] {
  background: var(--accent-soft); border-color: var(--accent); color: var(--accent-strong);
}
.button.tile kbd { position: absolute; top: 0.25rem; right: 0.25rem; }

kbd {
  min-width: 1.25rem; padding: 0 0.25rem; border: 1px solid currentcolor; border-radius: 0.25rem;
  font: 600 0.6875rem/1.125rem system-ui, sans-serif; text-align: center; color: inherit;
}
.button kbd { opacity: 0.75; }
@media (pointer: coarse), (max-width: 40rem) { .button kbd { display: none; } }

input:not([type="radio"], [type="checkbox"]), select {
  min-height: 2.5rem; padding: 0.375rem 0.75rem; border: 1px solid var(--line-strong);
  border-radius: 0.5rem;
  background: var(--card); color: var(--text); font: inherit; min-width: 0; width: 100%;
}
input::placeholder { color: var(--muted); opacity: 1; }
input:disabled { background: var(--raised); border-color: var(--line); }
input[aria-invalid="true"] { border-color: var(--bad); }
input[type="radio"], input[type="checkbox"] {
  width: 1.125rem; height: 1.125rem; margin: 0.1875rem 0 0; accent-color: var(--accent);
  flex: none;
}
.radio { display: flex; gap: 0.625rem; padding: 0.25rem 0; cursor: pointer; }
.radio:has(input:disabled) { cursor: not-allowed; color: var(--muted); }
legend { font-weight: 650; padding: 0; margin-bottom: 0.25rem; }
.settings { display: grid; gap: 1.25rem; }

.row { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; }
form.row, form .row { flex-wrap: nowrap; }
form fieldset.row { flex-wrap: wrap; gap: 0.25rem 1.25rem; }
.row > input { flex: 1; }

progress.countdown {
  appearance: none; width: 100%; height: 0.375rem; border: 0; border-radius: 0.1875rem;
  background: var(--line); overflow: hidden; display: block;
}
progress.countdown::-webkit-progress-bar { background: var(--line); border-radius: 0.1875rem; }
progress.countdown::-webkit-progress-value { background: var(--accent); border-radius: 0.1875rem; }
progress.countdown::-moz-progress-bar { background: var(--accent); }
"""##,
        "styles/page.css": ##"""
/* The page: text, the bar, banners, cards and messages. */
*, *::before, *::after { box-sizing: border-box; }

html { font-size: 100%; -webkit-text-size-adjust: 100%; }

body {
  margin: 0;
  background: var(--page);
  color: var(--text);
  font: 0.9375rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  min-width: 20rem;
}

h1, h2, p, ul, ol, dl, dd, fieldset { margin: 0; padding: 0; }
ul, ol { list-style: none; }
fieldset { border: 0; min-width: 0; }
h2 { font-size: 0.9375rem; font-weight: 650; line-height: 1.4; }
[hidden] { display: none !important; }
p:empty { display: none; }
.muted { color: var(--muted); }
.small { font-size: 0.8125rem; }
td > .small, th > .small, .recent .small, .radio .small { display: block; }
.figure, time, .number { font-variant-numeric: tabular-nums; }

.unseen {
  position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap;
}

:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
/* A heading gets the focus only when what had it is gone; it is nothing to press. */
h2:focus { outline: none; }

.icon {
  width: 1.25rem; height: 1.25rem; flex: none; fill: none; stroke: currentcolor;
  stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round;
}

.bar {
  display: flex; align-items: center; gap: 0.75rem 1rem; padding: 0.5rem 1.25rem;
  background: var(--card); border-bottom: 1px solid var(--line);
}
.brand {
  display: flex; align-items: center; gap: 0.625rem; font-weight: 700;
  font-size: inherit; letter-spacing: -0.01em;
}
.mark {
  display: grid; place-items: center; width: 2rem; height: 2rem; border-radius: 0.5rem;
  background: var(--accent); color: var(--on-accent);
}
.brand.large .mark { width: 2.75rem; height: 2.75rem; border-radius: 0.75rem; }
.brand.large h1 { font-size: 1.5rem; line-height: 1.2; }
.who {
  display: flex; align-items: baseline; gap: 0.5rem; padding-left: 1rem;
  border-left: 1px solid var(--line); min-width: 0;
}
.who strong { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.live {
  display: flex; align-items: center; gap: 0.5rem; margin-left: auto; font-size: 0.8125rem;
  color: var(--muted);
}
.live .dot {
  width: 0.5rem; height: 0.5rem; border-radius: 50%; border: 2px solid var(--line-strong);
}
.live.is-live .dot { background: var(--good); border-color: var(--good); }
.bar-buttons { display: flex; align-items: center; gap: 0.25rem; }

.banners:not(:empty) {
  padding: 1rem 1.25rem 0; display: grid; gap: 0.5rem; max-width: 80rem; margin: 0 auto;
}
.banners:has(+ main.supervisor) { max-width: 96rem; }
.banner {
  display: flex; align-items: center; gap: 0.75rem; padding: 0.625rem 1rem; min-height: 3rem;
  border: 1px solid var(--calm-line); border-radius: 0.625rem; background: var(--calm-soft);
  color: var(--calm);
}
.banner p { flex: 1; }
.banner.good { background: var(--good-soft); border-color: var(--good-line); color: var(--good); }
.banner.warning {
  background: var(--warning-soft); border-color: var(--warning-line); color: var(--warning);
}

main.agent, main.supervisor {
  display: grid; gap: 1rem; padding: 1rem 1.25rem 2rem; max-width: 80rem; margin: 0 auto;
  grid-template-columns: minmax(0, 1fr) minmax(0, 22rem); align-items: start;
}
main.supervisor { max-width: 96rem; }
/* Not known to be true now: without colour and weight, but still to be read. */
main.stale { filter: grayscale(1); }
main.stale .card {
  background: transparent; border-style: dashed; border-color: var(--line-strong);
  box-shadow: none;
}
.waiting { padding: 3rem 0; grid-column: 1 / -1; text-align: center; }
.column { display: grid; gap: 1rem; min-width: 0; }

.card {
  background: var(--card); border: 1px solid var(--line); border-radius: 0.75rem;
  padding: 1rem 1.25rem 1.25rem;
  box-shadow: var(--shadow); display: grid; gap: 0.75rem; min-width: 0;
}
.empty { padding: 0.5rem 0; }

.facts { display: grid; gap: 0.375rem; }
.facts > div { display: grid; grid-template-columns: 7.5rem minmax(0, 1fr); gap: 0.75rem; }
.facts dt { color: var(--muted); }
.facts dd { overflow-wrap: anywhere; }

.notices {
  position: fixed; right: 1rem; bottom: 1rem; display: grid; gap: 0.5rem;
  width: min(24rem, calc(100vw - 2rem)); z-index: 2;
}
.notice {
  display: flex; align-items: center; gap: 0.5rem; padding: 0.5rem 0.5rem 0.5rem 1rem;
  border-radius: 0.625rem;
  background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--warning);
  box-shadow: 0 6px 24px rgb(0 0 0 / 18%);
}
.notice p { flex: 1; }
.notice.good { border-left-color: var(--good); }
.notice.bad { border-left-color: var(--bad); }

main.login { display: grid; place-items: center; min-height: 100vh; padding: 1.25rem; }
main.login .card { width: min(24rem, 100%); padding: 2rem; gap: 0.75rem; }
main.login .brand { margin-bottom: 0.75rem; }
main.login label { font-weight: 600; }
.welcome {
  grid-column: 1 / -1; justify-self: center; width: min(28rem, 100%); margin-top: 3rem;
  padding: 2rem; gap: 1rem;
}
.welcome h2 { font-size: 1.375rem; }
.field-problem { color: var(--bad); }
.field-problem:empty { display: none; }

dialog {
  border: 1px solid var(--line); border-radius: 0.875rem; padding: 0; background: var(--card);
  color: var(--text);
  width: min(32rem, calc(100vw - 2rem)); max-height: calc(100vh - 2rem);
  box-shadow: 0 20px 60px rgb(0 0 0 / 30%);
}
dialog::backdrop { background: rgb(12 18 24 / 50%); }
.sheet { display: grid; gap: 1rem; padding: 1.5rem; }
.sheet h2 { font-size: 1.125rem; }
.sheet-body { display: grid; gap: 0.75rem; }
.sheet-body > ul { display: grid; gap: 0.375rem; padding-left: 1.125rem; list-style: disc; }
.sheet-buttons { display: flex; flex-wrap: wrap; gap: 0.5rem; padding-top: 0.25rem; }

.keys {
  display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: 0.375rem 1rem;
}
.keys > div { display: flex; gap: 0.75rem; align-items: baseline; }
.keys dt { width: 2rem; }

@media (max-width: 56rem) {
  main.agent, main.supervisor { grid-template-columns: minmax(0, 1fr); }
}

@media (max-width: 40rem) {
  .bar { padding: 0.5rem 0.75rem; gap: 0.5rem; }
  .who { padding-left: 0; border: 0; }
  .who .muted, .live.is-live .live-text {
    position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
    white-space: nowrap;
  }
  .bar .brand span:last-child { display: none; }
  .bar-buttons .label {
    position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  }
  .banners:not(:empty) { padding: 0.75rem 0.75rem 0; }
  .banner { flex-wrap: wrap; }
  .banner p { flex: 1 1 12rem; }
  .banner > .button { flex: 1 1 100%; }
  main.agent, main.supervisor { padding: 0.75rem 0.75rem 5rem; gap: 0.75rem; }
  /* One column, with the status right below the phone. */
  .column { display: contents; }
  #phone { order: 1; }
  #status { order: 2; }
  #dial, #connection, #recent { order: 3; }
  .card { padding: 0.875rem 1rem 1rem; }
}

@media (prefers-reduced-motion: no-preference) {
  .notice { animation: come 160ms ease-out; }
  @keyframes come { from { opacity: 0; transform: translateY(0.5rem); } }
}

@media (forced-colors: active) {
  .icon { stroke: currentcolor; }
  .card, .banner, .notice { border: 1px solid; }
}
"""##,
        "styles/supervisor.css": ##"""
/* The supervisor's view. */
.tiles {
  grid-column: 1 / -1; display: grid; grid-template-columns: repeat(auto-fit, minmax(7.5rem, 1fr));
  gap: 0.75rem;
}
.tile-count {
  display: grid; gap: 0; align-content: start; padding: 0.75rem 1rem;
  border: 1px solid var(--line); border-radius: 0.75rem; background: var(--card);
  color: var(--muted); font: inherit; text-align: left; cursor: pointer; box-shadow: var(--shadow);
}
.tile-count:hover { border-color: var(--line-strong); }
.tile-count[aria-pressed="true"] {
  border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent);
}
.tile-count .number { font-size: 1.75rem; font-weight: 650; line-height: 1.2; color: var(--text); }
.tile-count.none .number { color: var(--muted); }
.tile-count.offered:not(.none) .number { color: var(--bad); }
.tile-count.available:not(.none) .number { color: var(--good); }
.tile-count.notReachable:not(.none) .number, .tile-count.persistentCallOffered .number {
  color: var(--warning);
}

.filters input { max-width: 18rem; }
.filters select { width: auto; }
.table-frame { overflow-x: auto; margin: 0 -1.25rem -1.25rem; }
table { width: 100%; border-collapse: collapse; }
th, td {
  padding: 0.625rem 0.5rem; text-align: left; vertical-align: top;
  border-top: 1px solid var(--line); font-weight: 400; line-height: 1.35;
}
th:first-child, td:first-child { padding-left: 1.25rem; }
th:last-child, td:last-child { padding-right: 1.25rem; }
thead th {
  padding-top: 0.25rem; padding-bottom: 0.25rem; vertical-align: middle; white-space: nowrap;
}
td.end { text-align: right; }
td.bad { color: var(--warning); }
td.bad .icon { width: 1rem; height: 1rem; margin-right: 0.25rem; vertical-align: -0.125rem; }
.sort {
  border: 0; background: none; color: var(--muted); font: inherit; font-size: 0.8125rem;
  padding: 0.25rem 0; cursor: pointer;
}
.sort:hover { color: var(--text); }
.arrow { display: inline-block; width: 1rem; font-size: 0.625rem; padding-left: 0.25rem; }

.pill {
  display: inline-block; padding: 0.0625rem 0.625rem; border-radius: 1rem;
  border: 1px solid var(--line); background: var(--raised); white-space: nowrap;
}
.pill.available {
  background: var(--good-soft); border-color: var(--good-line); color: var(--good);
}
.pill.offered {
  background: var(--bad-soft); border-color: var(--bad-line); color: var(--bad); font-weight: 650;
}
.pill.busy { background: var(--bad-soft); border-color: var(--bad-line); color: var(--bad); }
.pill.notReachable, .pill.persistentCallOffered {
  background: var(--warning-soft); border-color: var(--warning-line); color: var(--warning);
}
.pill.wrappingUp {
  background: var(--accent-soft); border-color: var(--accent); color: var(--accent-strong);
}

.events { display: grid; max-height: 28rem; overflow-y: auto; }
.events li {
  display: grid; grid-template-columns: minmax(3.25rem, max-content) minmax(0, 1fr); gap: 0.5rem;
  padding: 0.3125rem 0; line-height: 1.35; overflow-wrap: anywhere;
}
.events time { color: var(--muted); }
.supervision {
  display: grid; gap: 0.5rem; padding-top: 0.75rem; border-top: 1px solid var(--line);
}
.supervision legend { float: left; font-weight: 550; }
.supervision legend + * { clear: both; }
.supervision .row { flex-wrap: wrap; }
.supervision .button[aria-pressed="true"] {
  background: var(--accent-soft); border-color: var(--accent); color: var(--accent-strong);
}
.supervision-phone input { flex: 1 1 10rem; min-width: 0; }
.manage-actions {
  display: flex; flex-wrap: wrap; gap: 0.5rem; padding-top: 0.5rem;
  border-top: 1px solid var(--line);
}

.recording-row { flex-wrap: wrap; }
.recording-row audio { flex: 1 1 100%; width: 100%; }

@media (max-width: 40rem) {
  .tiles { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0.5rem; }
  .table-frame { margin: 0 -1rem -1rem; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table, tbody, tr { display: block; }
  tr {
    display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.25rem 0.75rem;
    padding: 0.75rem 1rem; border-top: 1px solid var(--line);
  }
  th, td, td:first-child, th:first-child, td:last-child { border: 0; padding: 0; }
  tr > :nth-child(1) { order: 1; }
  tr > :nth-child(2) { order: 2; text-align: right; }
  tr > :nth-child(3) { display: none; }
  tr > :nth-child(4) { order: 3; }
  tr > :nth-child(5) { order: 5; grid-column: 1 / -1; }
  tr > :nth-child(6) { order: 4; }
  tr > td:empty { display: none; }
  .filters { flex-wrap: wrap; }
  .filters input, .filters select { max-width: none; flex: 1 1 100%; }
}
"""##,
        "supervisor-console.js": ##"""
// A supervisor's console, and an administrator's: joins the stream, the desks and the page.

import { AdminDesk } from "./parts/admin-desk.js";
import { showTime } from "./parts/clock.js";
import { drawPage } from "./parts/dom.js";
import { pages } from "./parts/place.js";
import { announce } from "./parts/speaker.js";
import { Store } from "./parts/store.js";
import { EventStream } from "./parts/stream.js";
import { SupervisorDesk } from "./parts/supervisor-desk.js";
import { problemSentence } from "./parts/words.js";
import { redrawDialog } from "./views/dialog.js";
import { openManagement } from "./views/manage.js";
import { expire, notices } from "./views/notices.js";
import { listenToKeys, openShortcuts } from "./views/shortcuts.js";
import { supervisorPage } from "./views/supervisor.js";

const SYNC_SECONDS = 300;

export function openSupervisorConsole({ client, clock, me, root, leave }) {
  const store = new Store();
  const page = {
    role: me.role,
    linkProblem: null,
    leave: async () => {
      if ((await desk.admin?.mayLeave()) ?? true) leave();
    },
    openShortcuts: () => openShortcuts(redraw, false),
  };
  let isOpen = true;
  let isDue = false;

  function redraw() {
    if (isDue || !isOpen) return;
    isDue = true;
    // A busy tenant has many events at once: they are drawn together.
    setTimeout(() => {
      isDue = false;
      if (!isOpen) return;
      // Of the agents' own messages the timeline tells.
      const own = store.state.notices.filter(({ type }) => type.startsWith("page."));
      drawPage(root, supervisorPage(desk, page), notices(own, dismiss));
      redrawDialog();
      showTime(clock);
      document.title = `${titleOf(desk.admin)} - Offhook`;
      showPlace(desk.admin);
    }, 40);
  }

  function dismiss(id) {
    store.happened({ type: "page.noticeDismissed", id });
  }

  const desk = new SupervisorDesk({
    client,
    store,
    clock,
    tenant: me.tenant,
    scopes: me.scopes,
    redraw,
  });
  desk.manage = (id) => openManagement(desk, id);
  if (desk.may("administer")) {
    desk.admin = new AdminDesk({
      client,
      tenant: me.tenant,
      store,
      redraw,
      tell: (text, isUrgent) => desk.tell(text, isUrgent),
    });
  }

  store.watch((event) => {
    if (event.type === "page.notice") expire(event.notice, dismiss);
    if (event.type === "connection.pinLocked") {
      announce(`${store.state.agents[event.agent]?.name ?? event.agent} is locked for wrong PINs.`);
    }
    if (event.type === "stream.snapshot") clock.learn(event.data.serverTime);
    const isListed = event.type === "stream.snapshot" || event.type.startsWith("recording.");
    if (isListed) desk.recordings.readSoon();
    redraw();
  });

  const stream = new EventStream(client, client.path(me.tenant, "events"), {
    event: (event) => store.happened(event),
    live: () => {
      page.linkProblem = null;
      store.happened({ type: "page.live" });
      sync();
    },
    lost: (refusal) => {
      page.linkProblem = refusal;
      store.happened({ type: "page.lost" });
    },
    ended: (refusal) => leave(problemSentence(refusal.code)),
  });

  /** Any answer tells the service's time. */
  async function sync() {
    try {
      await client.ask("GET", `${client.path(me.tenant, "agents")}?limit=1`);
    } catch {
      // The stream says when the service is away.
    }
  }

  const timer = setInterval(sync, SYNC_SECONDS * 1000);
  const stopKeys = listenToKeys(redraw, false);
  stream.start();
  desk.admin?.start();
  redraw();
  return {
    close() {
      isOpen = false;
      clearInterval(timer);
      stream.stop();
      stopKeys();
      desk.admin?.stop();
      desk.recordings.stop();
    },
  };
}

function titleOf(admin) {
  return !admin || admin.isLive ? "Supervisor" : pages[admin.place.page];
}

/** After drawing: another page, or a refusal, takes the focus. */
function showPlace(admin) {
  admin?.form?.takeFocus();
  if (!admin?.isNewPage || (admin.data === null && !admin.isLive)) return;
  admin.isNewPage = false;
  const { activeElement } = document;
  scrollTo(0, 0);
  if (!activeElement || activeElement === document.body) {
    document.querySelector("main h2")?.focus();
  }
}
"""##,
        "views/admin-lists.js": ##"""
// All agents and all groups, to choose one or to add one.

import { h } from "../parts/dom.js";
import { hashOf } from "../parts/place.js";
import { statuses } from "../parts/words.js";
import { section } from "./controls.js";

/** More are not drawn at once: the filter finds them. */
const MOST = 200;

export function agentsList(admin) {
  const { data, filter } = admin;
  const found = filtered(data.agents, filter);
  return section(
    "agents", "Agents", {},
    h(
      "div",
      { key: "filters", class: "row filters" },
      h("label", { for: "agents-filter", class: "unseen" }, "Filter by name, id or group"),
      h("input", {
        id: "agents-filter",
        type: "search",
        placeholder: "Name, id or group",
        autocomplete: "off",
        "data-focus-letter": "f",
        "aria-keyshortcuts": "f",
        value: filter,
        oninput: (event) => {
          admin.filter = event.target.value;
          admin.redraw();
        },
      }),
      addLink(admin, "agents", "Add an agent"),
    ),
    h(
      "p",
      { key: "count", class: "muted small", role: "status" },
      countText(found.length, data.agents.length),
    ),
    entries(found.slice(0, MOST), "agents", ({ group, status }) => [
      group ? h("span", { class: "muted" }, group) : null,
      h("span", { class: `pill ${status.status}` }, statuses[status.status] ?? status.status),
    ]),
  );
}

/** Those whose name, id or group has what was typed. */
export function filtered(agents, filter) {
  const wanted = filter.trim().toLowerCase();
  return agents.filter(({ id, name, group = "" }) =>
    [id, name, group].some((one) => one.toLowerCase().includes(wanted)));
}

function countText(found, all) {
  if (all === 0) return "There are no agents yet.";
  if (found === 0) return "No agent fits the filter.";
  if (found > MOST) return `The first ${MOST} of ${found}. Filter to find the others.`;
  return found === all ? `${all} in all.` : `${found} of ${all}.`;
}

export function groupsList(admin) {
  const { groups } = admin.data;
  return section(
    "groups", "Groups", {},
    h(
      "p",
      { key: "note", class: "muted" },
      "What is said for a group holds for the agents in it, where nothing else is said for them.",
    ),
    h("div", { key: "filters", class: "row filters" }, addLink(admin, "groups", "Add a group")),
    groups.length === 0
      ? h("p", { key: "none", class: "muted empty" }, "There are no groups.")
      : entries(groups, "groups", () => null),
  );
}

function addLink({ isFile }, page, label) {
  if (isFile) return null;
  const href = hashOf({ page, isNew: true });
  return h("a", { key: "add", class: "button primary", href, "data-action": "add" }, label);
}

function entries(list, page, more) {
  return h(
    "ul",
    { key: "list", class: "entries" },
    list.map((entry) =>
      h(
        "li",
        { key: entry.id },
        h(
          "a",
          { href: hashOf({ page, id: entry.id }), "data-entry": entry.id },
          h("strong", {}, entry.name),
          entry.name === entry.id ? null : h("span", { class: "muted" }, ` ${entry.id}`),
        ),
        more(entry),
      )),
  );
}
"""##,
        "views/admin.js": ##"""
// An administrator's pages: the links to them, and the one that is open.

import { h } from "../parts/dom.js";
import { icon } from "../parts/icons.js";
import { hashOf, pages } from "../parts/place.js";
import { policySections } from "../parts/policy-fields.js";
import {
  effectiveText, groupSections, newAgentSections, newGroupSections, profileSections,
} from "../parts/profile-fields.js";
import { agentsList, groupsList } from "./admin-lists.js";
import { button } from "./controls.js";
import { formView } from "./form.js";
import { linesView } from "./lines.js";

export function adminLinks({ place }) {
  return h(
    "nav",
    { key: "pages", class: "pages", "aria-label": "Pages" },
    Object.entries(pages).map(([page, label]) =>
      h(
        "a",
        {
          key: page,
          href: hashOf({ page }),
          "data-page": page,
          "aria-current": place.page === page ? "page" : undefined,
        },
        label,
      )),
  );
}

/** What stands above the page: why nothing can be changed. */
export function fileBanner({ isFile, place }) {
  if (!isFile || ["live", "lines"].includes(place.page)) return null;
  return h(
    "div",
    { key: "file", class: "banner calm", role: "status", "data-banner": "file" },
    icon("alert"),
    h(
      "p",
      {},
      h("strong", {}, "Nothing can be changed here: the directory is kept in a file. "),
      "Change the file and start Offhook again, or let the store keep the directory, by ",
      h("code", {}, "directory: store"),
      " in offhook.yaml.",
    ),
  );
}

export function adminPage(admin) {
  const { failure, data } = admin;
  if (failure) {
    return h(
      "div",
      { key: "failure", class: "waiting", role: "alert" },
      h("p", {}, failure),
      button({ action: "again", label: "Try again", press: () => admin.read() }),
    );
  }
  if (data === null) return h("p", { key: "reading", class: "muted waiting" }, "Reading ...");
  return [head(admin), content(admin)];
}

function head(admin) {
  const { place, data, isFile } = admin;
  const { page, id, isNew } = place;
  if (id === null && !isNew) return null;
  const name = (data.profile ?? data.group)?.name;
  return h(
    "div",
    { key: "head", class: "page-head" },
    h(
      "a",
      { class: "back", href: hashOf({ page }), "data-action": "back" },
      `All ${pages[page].toLowerCase()}`,
    ),
    isNew
      ? null
      : h(
        "h2",
        { key: "name", tabindex: "-1", class: "page-name" },
        name ?? id,
        name === id ? null : h("span", { class: "muted" }, ` ${id}`),
      ),
    isNew || isFile
      ? null
      : button({
        action: "remove",
        label: page === "agents" ? "Remove agent" : "Remove group",
        kind: "plain",
        press: () => admin.remove(),
      }),
  );
}

function content(admin) {
  const { place, data } = admin;
  const { page, id, isNew } = place;
  if (page === "policy") return formView(admin, policySections);
  if (page === "lines") return linesView(data);
  if (page === "groups") {
    if (isNew) return formView(admin, newGroupSections);
    if (id === null) return groupsList(admin);
    return formView(admin, groupSections, { unsaid: "As the policy says" });
  }
  if (isNew) return formView(admin, newAgentSections(data.groups));
  if (id === null) return agentsList(admin);
  return formView(admin, profileSections(data.groups), {
    unsaid: "As the group or the policy says",
    held: (field) => effectiveText(field, data.settings),
  });
}
"""##,
        "views/agent.js": ##"""
// The agent's console as a whole.

import { refusals } from "../parts/actions.js";
import { h } from "../parts/dom.js";
import { bar } from "./bar.js";
import { connectionBanner, connectionCard } from "./connection.js";
import { button } from "./controls.js";
import { dialCard, recentCard } from "./dial.js";
import { linkBanner } from "./link.js";
import { phoneCard } from "./phone.js";
import { statusCard } from "./status.js";

/**
 * @param page what belongs to the window: `ringer`, `leave()`, `openShortcuts()`, `linkProblem`.
 */
export function agentPage(desk, page) {
  const { state } = desk.store;
  const { agent } = desk;
  const isShown = agent && state.hasSnapshot;
  return [
    bar({
      name: agent?.name ?? desk.id,
      detail: agent && agent.name !== desk.id ? desk.id : null,
      isLive: state.isLive,
      buttons: barButtons(desk, page),
    }),
    h(
      "div",
      { key: "banners", class: "banners" },
      linkBanner(state, page.linkProblem),
      // C6: what is not known now is not said.
      isShown && state.isLive && desk.isIn ? connectionBanner(desk, refused(desk)) : null,
    ),
    h(
      "main",
      {
        key: "main",
        class: `agent ${state.isLive ? "" : "stale"}`,
        inert: state.isLive ? undefined : true,
      },
      isShown ? content(desk) : h("p", { class: "muted waiting" }, "Looking ..."),
    ),
  ];
}

function content(desk) {
  if (!desk.isIn) return welcome(desk);
  const why = refused(desk);
  return [
    h(
      "div",
      { key: "middle", class: "column" },
      phoneCard(desk, why),
      dialCard(desk, why),
      recentCard(desk),
    ),
    h(
      "div",
      { key: "side", class: "column side" },
      statusCard(desk, why),
      connectionCard(desk, why),
    ),
  ];
}

function refused(desk) {
  return refusals(desk.agent, desk.store.state.refused[desk.id]);
}

function barButtons(desk, page) {
  const { ringer } = page;
  return [
    button({
      action: "sound",
      label: ringer.isOn ? "Ring is on" : "Ring is off",
      icon: ringer.isOn ? "bell" : "bellOff",
      kind: "quiet",
      isIconOnly: true, pressed: ringer.isOn,
      name: "Ring when a customer waits",
      press: () => {
        ringer.isOn = !ringer.isOn;
        desk.redraw();
      },
    }),
    button({
      action: "keys",
      label: "Keyboard",
      icon: "keyboard",
      kind: "quiet",
      isIconOnly: true,
      press: page.openShortcuts,
    }),
    desk.isIn
      ? button({
        action: "log-out",
        label: "Log out",
        icon: "logOut",
        kind: "quiet",
        press: () => desk.logOut(),
      })
      : button({
        action: "leave",
        label: "Forget token",
        icon: "logOut",
        kind: "quiet",
        press: page.leave,
      }),
  ];
}

function welcome(desk) {
  const { agent } = desk;
  const isElsewhere = agent.status.status !== "loggedOut";
  return h(
    "section",
    { key: "welcome", class: "card welcome", "aria-labelledby": "welcome-title" },
    h(
      "h2",
      { id: "welcome-title", tabindex: "-1" },
      isElsewhere ? "You are logged in elsewhere" : `Hello, ${agent.name}`,
    ),
    h("p", { class: "muted" },
      isElsewhere
        ? "Another window or computer has your session. You can go on with it here, or begin anew."
        : "You begin on a break. Your phone is not called before you become available."),
    button({
      action: "log-in",
      label: isElsewhere ? "Go on or begin anew" : "Log in",
      kind: "primary large",
      press: () => (isElsewhere ? desk.decideOnOther() : desk.logIn()),
    }),
  );
}
"""##,
        "views/bar.js": ##"""
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
"""##,
        "views/call.js": ##"""
// The call that the agent is in.

import { h } from "../parts/dom.js";
import { icon } from "../parts/icons.js";
import { callStates, customerName, participantEnds, partyName } from "../parts/words.js";
import { button, since } from "./controls.js";
import { customerFacts } from "./offer.js";
import { recordingPane } from "./recording.js";

const keys = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"];

export function callPane(desk, refused) {
  const { call } = desk.agent;
  const isTogether = call.state === "connected";
  return h(
    "div",
    { class: "call", key: call.id },
    h(
      "div",
      { class: "call-head" },
      h("div", {},
        h(
          "p",
          { class: "muted call-state" },
          icon(call.direction),
          callStates[call.state] ?? call.state,
        ),
        h("p", { class: "headline" }, headline(call))),
      isTogether ? since(call.connectedAt, { class: "big-figure", title: "Talking since" }) : null,
    ),
    call.held && !call.participant ? h(
      "p",
      { class: "hint strong", key: "held" },
      icon("pause"),
      "On hold: the customer hears music.",
    ) : null,
    call.muted ? h(
      "p",
      { class: "hint strong", key: "muted" },
      icon("micOff"),
      "Muted: the customer does not hear you.",
    ) : null,
    participantPane(desk, refused, call),
    isTogether ? recordingPane(desk, refused, call) : null,
    customerFacts(call),
    buttons(desk, refused, call),
    desk.ui.pane === "keypad" ? keypad(desk, refused) : null,
    desk.ui.pane === "transfer" ? transfer(desk, refused) : null,
  );
}

/** Whom the agent talks with: once the customer is gone, the one whom they called. */
function headline(call) {
  return call.otherParty ? partyName(call.otherParty) : customerName(call);
}

const participantStates = {
  waiting: (name) => `The customer is put on hold, then ${name} is called.`,
  dialing: (name) => `${name} is called; the customer hears music.`,
  ringing: (name) => `${name} is rung; the customer hears music.`,
};

function participantText(call) {
  const { participant } = call;
  const name = partyName(participant);
  if (participant.state !== "connected") return participantStates[participant.state]?.(name);
  if (participant.joined) return `All three of you talk: you, the customer and ${name}.`;
  if (participant.held && call.held) return `${name} and the customer hear music.`;
  if (participant.held) return `You talk with the customer; ${name} hears music.`;
  return call.held ? `You talk with ${name}; the customer hears music.` : `${name} is coming.`;
}

/** Somebody whom the agent asks before sending the customer on, or has brought in. */
function participantPane(desk, refused, call) {
  const { participant, lastParticipant, otherParty } = call;
  if (otherParty) {
    return h("p", { class: "hint strong", key: "took-over" }, "The customer has hung up.");
  }
  if (!participant) {
    return lastParticipant ? h(
      "p",
      { class: "hint", key: "left", role: "status" },
      `${partyName(lastParticipant)} ${participantEnds[lastParticipant.endReason] ?? "has left"}.`,
      call.held ? " Resume takes the customer back." : "",
    ) : null;
  }
  const tell = (why) => desk.tell(why);
  const deed = (action, name, label, kind = "", more = {}) => button({
    action, label, kind, refused: refused[action], tell,
    // Of a double click the second one would swap back.
    press: (event) => (event.detail > 1 ? null : desk.onParticipant(name)),
    ...more,
  });
  return h(
    "div",
    { class: "participant", key: participant.id, role: "group", "aria-label": "The other party" },
    h("p", { class: "strong", role: "status" }, participantText(call)),
    h(
      "div",
      { class: "row" },
      deed("completeTransfer", "complete", "Connect the two", "primary"),
      deed("swapTransfer", "swap", "Swap"),
      deed("joinTransfer", "join", "All three talk", "", {
        pressed: participant.audience === "everybody",
      }),
      deed("cancelTransfer", "cancel", "Hang them up"),
    ),
  );
}

function buttons(desk, refused, call) {
  const tell = (why) => desk.tell(why);
  const hold = call.held ? "resume" : "hold";
  const mute = call.muted ? "unmute" : "mute";
  const toggle = (pane) => () => desk.show({ pane: desk.ui.pane === pane ? null : pane, sent: "" });
  return h(
    "div",
    { class: "call-buttons", role: "group", "aria-label": "In the call" },
    button({
      action: "hold",
      label: call.held ? "Resume" : "Hold",
      icon: call.held ? "play" : "pause",
      letter: "h",
      kind: "tile",
      refused: refused[hold], tell, press: () => desk.onCall(hold),
    }),
    button({
      action: "mute",
      label: call.muted ? "Unmute" : "Mute",
      icon: call.muted ? "micOff" : "mic",
      letter: "m",
      kind: "tile",
      refused: refused[mute], tell, press: () => desk.onCall(mute),
    }),
    button({
      action: "keypad",
      label: "Keypad",
      icon: "keypad",
      letter: "k",
      kind: "tile",
      expanded: desk.ui.pane === "keypad",
      refused: refused.sendDigits, tell, press: toggle("keypad"),
    }),
    button({
      action: "transfer",
      label: "Transfer",
      icon: "transfer",
      letter: "t",
      kind: "tile",
      expanded: desk.ui.pane === "transfer",
      refused: refused.transfer, tell, press: toggle("transfer"),
    }),
    button({
      action: "hang-up", label: "Hang up", icon: "hangUp", letter: "e", kind: "danger tile",
      refused: refused.hangUp, tell, press: () => desk.onCall("hangup"),
    }),
  );
}

function keypad(desk, refused) {
  const send = (digit) => (refused.sendDigits ? null : desk.sendDigits(digit));
  return h(
    "div",
    {
      key: "keypad",
      class: "keypad",
      role: "group",
      "aria-label": "Keypad: type digits, or press the buttons",
      tabindex: "0",
      onkeydown: (event) => {
        if (!keys.includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        event.stopPropagation();
        send(event.key);
      },
    },
    h("output", { class: "sent", "aria-label": "Digits sent" }, desk.ui.sent || "\u00A0"),
    keys.map((digit) =>
      h(
        "button",
        {
          key: digit,
          type: "button",
          class: "button key",
          "data-digit": digit,
          onclick: () => send(digit),
        },
        digit,
      ),
    ),
  );
}

function transfer(desk, refused) {
  return h(
    "form",
    {
      key: "transfer",
      class: "transfer",
      onsubmit: (event) => {
        event.preventDefault();
        const to = document.getElementById("transfer-to").value.trim();
        const isColleague = document.getElementById("transfer-agent").checked;
        const kind = event.submitter?.value ?? "blind";
        if (to) desk.transfer(kind, to, isColleague);
      },
    },
    h(
      "fieldset",
      { class: "row" },
      h("legend", {}, "Bring the customer to"),
      h(
        "label",
        { class: "radio" },
        h("input", { type: "radio", name: "transfer-kind", checked: true }),
        "Number or SIP address",
      ),
      h(
        "label",
        { class: "radio" },
        h("input", { type: "radio", name: "transfer-kind", id: "transfer-agent" }),
        "Colleague, by id",
      ),
    ),
    h(
      "div",
      { class: "row" },
      h("label", { for: "transfer-to", class: "unseen" }, "Number, SIP address or colleague's id"),
      h("input", { id: "transfer-to", maxlength: "200", autocomplete: "off", required: true }),
      sending("send-on", "blind", "Transfer", "primary", refused.transfer),
      sending("consult", "consult", "Ask first", "", refused.consult),
      sending("add", "add", "Add to the call", "", refused.addParticipant),
    ),
    h(
      "p",
      { class: "muted" },
      "With Transfer you leave the call at once. Otherwise the customer hears music until they answer.",
    ),
  );
}

function sending(action, value, label, kind, refusal) {
  return h(
    "button",
    {
      type: "submit",
      value,
      class: `button ${kind}`,
      "data-action": action,
      "aria-disabled": refusal ? "true" : undefined,
    },
    label,
  );
}
"""##,
        "views/connection.js": ##"""
// The standing connection: the banner on top of the page, and its card.

import { mode } from "../parts/actions.js";
import { h } from "../parts/dom.js";
import { icon } from "../parts/icons.js";
import { connectionEnd, connectionStates, healthText, modes, workplaceKinds } from "../parts/words.js";
import { button, capital, facts, section, since, timeOfDay, until } from "./controls.js";

/** Ends that somebody wanted. */
const wanted = [
  "loggedOut", "closedByAgent", "modeChanged", "canceled", "workplaceValidated", undefined,
];

/** Lost while somebody counts on it. */
export function isLost({ connection, status, phoneSettings }) {
  if (connection.state !== "closed" || phoneSettings.connectionMode !== "persistent") return false;
  if (status.status === "notReachable") return connection.endReason !== undefined;
  return !wanted.includes(connection.endReason);
}

export function connectionBanner(desk, refused) {
  const { agent } = desk;
  const { connection } = agent;
  if (connection.pinLockedAt) {
    return banner(
      "warning",
      "locked",
      "alert",
      "Locked. ",
      "Too many wrong PINs. A supervisor can lift the lock.",
    );
  }
  if (connection.state === "open") return openBanner(desk, refused);
  if (!isLost(agent)) return null;
  return banner(
    "warning", "lost", "unlinked", "Your phone is not connected: ",
    `${connectionEnd(connection.endReason)}.`,
    // Else it is the one thing in the middle of the page.
    agent.status.status === "notReachable" ? null : reopen(desk, refused, "primary"),
  );
}

function openBanner(desk, refused) {
  const { connection } = desk.agent;
  if (connection.health?.state === "unhealthy" && connection.health.reason !== "phoneOnHold") {
    return banner(
      "warning",
      "unhealthy",
      "alert",
      `${healthText(connection.health)}. `,
      "No customer is offered until it is back. See to the phone and its network.",
    );
  }
  if (connection.health?.state === "unhealthy") {
    return banner(
      "warning",
      "unhealthy",
      "pause",
      "Your phone has put the line on hold. ",
      "No customer is offered until you take it off hold there.",
    );
  }
  if (connection.isExpiring) {
    return banner(
      "warning", "expiring", "clock", "Your connection ends soon: ",
      [until(connection.expiresAt, { key: "left" }), ". It is renewed at your next break, or now."],
      button({
        action: "renew",
        label: "Renew now",
        kind: "primary",
        refused: refused.openConnection,
        tell: (why) => desk.tell(why),
        press: () => desk.openConnection(),
      }),
    );
  }
  return banner(
    "good",
    "open",
    "link",
    "Your phone is connected. ",
    "Customers come through without ringing.",
    since(connection.openedAt, { class: "figure", key: "age" }),
  );
}

function banner(kind, name, picture, title, text, end) {
  return h(
    "div",
    { key: "connection-banner", class: `banner ${kind}`, "data-banner": name },
    icon(picture),
    h("p", {}, h("strong", {}, title), text),
    end ?? null,
  );
}

export function reopen(desk, refused, kind) {
  return button({
    action: "reopen", label: "Re-open connection", icon: "link", kind, letter: "o",
    refused: refused.openConnection,
    tell: (why) => desk.tell(why),
    press: () => desk.openConnection(),
  });
}

export function connectionCard(desk, refused) {
  const { agent } = desk;
  const { connection, phoneSettings } = agent;
  const isOpen = connection.state === "open";
  const isOnDemand = mode(agent) === "onDemand";
  const end = connection.state === "closed" && !isOnDemand && connection.endReason;
  return section(
    "connection", "Phone connection", {},
    facts([
      ["State", isOnDemand ? "Rings for each call" : stateText(connection)],
      ["Since", isOpen ? [timeOfDay(connection.openedAt)] : null],
      ["Health", isOpen ? healthText(connection.health) : null],
      ["Phone last heard", isOpen ? lastHeard(connection) : null],
      ["Health before", isOpen ? healthBefore(connection) : null],
      ["Ended", end ? capital(connectionEnd(end)) : null],
      ["Mode", modes[phoneSettings.connectionMode]],
      ["Auto answer", phoneSettings.autoAnswer ? "On" : "Off"],
      [workplaceKinds[phoneSettings.workplace.kind], phoneSettings.workplace.address],
    ]),
    h(
      "div",
      { class: "choices" },
      connectionButton(desk, refused),
      button({
        action: "settings",
        label: "Phone settings",
        icon: "settings",
        letter: "s",
        kind: "choice",
        press: () => desk.openSettings(),
      }),
    ),
  );
}

function stateText({ state }) {
  return connectionStates[state] ?? state;
}

function lastHeard({ health }) {
  return health?.lastHeardAt ? [timeOfDay(health.lastHeardAt)] : null;
}

/** How it changed since the connection opened, without what it is now. */
function healthBefore({ health }) {
  const before = (health?.history ?? []).slice(0, -1);
  if (before.length === 0) return null;
  return before.flatMap((change, index) => [
    index > 0 ? ", " : null, healthText(change), " (", timeOfDay(change.at), ")",
  ]);
}

function connectionButton(desk, refused) {
  const { agent } = desk;
  const tell = (why) => desk.tell(why);
  if (mode(agent) === "onDemand" || isLost(agent)) return null;
  if (agent.connection.state === "closed") {
    return button({
      action: "open",
      label: "Open connection",
      icon: "link",
      kind: "choice",
      refused: refused.openConnection,
      tell,
      press: () => desk.openConnection(),
    });
  }
  const label = agent.connection.state === "open" ? "Close connection" : "Call off";
  return button({
    action: "close",
    label,
    icon: "unlinked",
    kind: "choice",
    refused: refused.closeConnection,
    tell,
    press: () => desk.closeConnection(),
  });
}
"""##,
        "views/controls.js": ##"""
// Buttons and other small things that all views share.

import { asTimeOfDay } from "../parts/clock.js";
import { h } from "../parts/dom.js";
import { icon } from "../parts/icons.js";
import { problemSentence } from "../parts/words.js";

/**
 * A button. One that cannot be used now stays where it is, can be reached, and says why.
 *
 * @param refused the code that the service would refuse it with, or null.
 * @param letter the key that presses it.
 */
export function button({
  action,
  label,
  icon: name,
  kind = "plain",
  refused = null,
  letter,
  pressed,
  expanded,
  hidden,
  press,
  tell, isIconOnly = false, name: formalName,
}) {
  const why = refused ? problemSentence(refused) : undefined;
  const explanation = why ?? (isIconOnly ? label : undefined);
  return h(
    "button",
    {
      key: action,
      type: "button",
      class: `button ${kind}${isIconOnly ? " icon-only" : ""}`,
      "data-action": action,
      "data-letter": letter,
      "aria-keyshortcuts": letter,
      "aria-disabled": refused ? "true" : undefined,
      "aria-pressed": pressed === undefined ? undefined : String(pressed),
      "aria-expanded": expanded === undefined ? undefined : String(expanded),
      "aria-label": formalName ?? (isIconOnly ? label : undefined),
      title: explanation,
      hidden,
      onclick: refused ? () => tell?.(why) : press,
    },
    name ? icon(name) : null,
    isIconOnly ? null : h("span", { class: "label" }, label),
    letter && !isIconOnly ? h("kbd", { "aria-hidden": "true" }, letter.toUpperCase()) : null,
  );
}

/** A part of the page with a heading, which takes the focus when what had it is gone. */
export function section(id, title, properties, ...children) {
  return h(
    "section",
    {
      key: id,
      id,
      "aria-labelledby": `${id}-title`,
      ...properties,
      class: `card ${properties?.class ?? ""}`,
    },
    h("h2", { id: `${id}-title`, tabindex: "-1" }, title),
    children,
  );
}

export function since(time, properties = {}) {
  return time ? h("time", { ...properties, "data-since": time, datetime: time }) : null;
}

export function until(time, properties = {}) {
  return time ? h("time", { ...properties, "data-until": time, datetime: time }) : null;
}

/** A bar that becomes shorter; what it says stands beside it in figures. */
export function countdown(from, to) {
  return h(
    "progress",
    { class: "countdown", "data-from": from, "data-until": to, "aria-hidden": "true" },
  );
}

export function timeOfDay(time) {
  return h("time", { datetime: time }, asTimeOfDay(time));
}

/** Names and values, without those that are not known. */
export function facts(entries, properties = {}) {
  const known = entries.filter(
    ([, value]) => value !== null && value !== undefined && value !== ""
  );
  if (known.length === 0) return null;
  return h(
    "dl",
    { ...properties, class: `facts ${properties.class ?? ""}` },
    known.map(([name, value]) => h("div", { key: name }, h("dt", {}, name), h("dd", {}, value))),
  );
}

export function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function isWritingIn(element) {
  return Boolean(
    element?.closest?.("input:not([type=radio]):not([type=checkbox]), textarea, select")
  );
}
"""##,
        "views/dial.js": ##"""
// Calling a customer, and today's customers.

import { asDuration } from "../parts/clock.js";
import { h } from "../parts/dom.js";
import { icon } from "../parts/icons.js";
import { customerName, outcomes, problemSentence } from "../parts/words.js";
import { button, section, timeOfDay } from "./controls.js";

const SHOWN = 12;

export function dialCard(desk, refused) {
  const why = refused.placeCall;
  return section(
    "dial", "Call somebody", {},
    h(
      "form",
      {
        class: "row",
        onsubmit: async (event) => {
          event.preventDefault();
          if (why) return desk.tell(problemSentence(why));
          const field = document.getElementById("dial-to");
          const to = field.value.trim();
          if (to === "") return field.focus();
          const { answer } = await desk.placeCall(to);
          if (answer) field.value = "";
        },
      },
      h("label", { for: "dial-to", class: "unseen" }, "Number or SIP address"),
      h("input", {
        id: "dial-to",
        placeholder: "Number or SIP address",
        maxlength: "200",
        autocomplete: "off",
        spellcheck: "false",
        "data-focus-letter": "d", "aria-keyshortcuts": "d", "aria-describedby": "dial-why",
      }),
      h(
        "button",
        {
          type: "submit",
          class: "button primary",
          "data-action": "dial",
          "aria-disabled": why ? "true" : undefined,
          title: why ? problemSentence(why) : undefined,
        },
        icon("phone"),
        "Call",
      ),
    ),
    h("p", { id: "dial-why", class: "muted small" }, why ? problemSentence(why) : null),
  );
}

export function recentCard(desk) {
  const { recent } = desk;
  return section(
    "recent", "Today", {},
    recent === null || recent.length === 0
      ? h(
        "p",
        { class: "muted empty", key: "none" },
        recent === null ? "Looking ..." : "No customers yet today.",
      )
      : h(
        "ul",
        { class: "recent", key: "some" },
        recent.slice(0, SHOWN).map((record) => line(desk, record)),
      ),
    recent !== null && recent.length > SHOWN
      ? h("p", { class: "muted small", key: "more" }, `and ${recent.length - SHOWN} before`)
      : null,
  );
}

function line(desk, record) {
  const number = record.direction === "outbound" ? record.dialedNumber : record.caller.number;
  const isMissed = [
    "timedOut",
    "canceled",
    "failed",
    "neverConnected",
    "agentLost",
  ].includes(record.outcome);
  return h(
    "li",
    { key: record.id },
    h("span", { class: `direction ${isMissed ? "missed" : ""}` }, icon(record.direction),
      h("span", { class: "unseen" }, record.direction === "outbound" ? "Called: " : "Called in: ")),
    h(
      "span",
      { class: "recent-name" },
      customerName(record),
      h("span", { class: "muted small" }, outcomes[record.outcome] ?? record.outcome),
    ),
    h(
      "span",
      { class: "recent-time" },
      timeOfDay(record.endedAt),
      h("span", { class: "muted small" }, talked(record)),
    ),
    number
      ? button({
        action: `again-${record.id}`,
        label: `Put ${number} into the field to call`,
        icon: "phone",
        kind: "quiet",
        isIconOnly: true,
        press: () => {
          const field = document.getElementById("dial-to");
          field.value = number;
          field.focus();
        },
      })
      : null,
  );
}

function talked({ connectedAt, endedAt }) {
  if (!connectedAt) return "not connected";
  return asDuration(Math.round((Date.parse(endedAt) - Date.parse(connectedAt)) / 1000));
}
"""##,
        "views/dialog.js": ##"""
// One window above the page at a time, by the browser's own <dialog>: it keeps the focus inside and
// gives it back.

import { draw, h } from "../parts/dom.js";

let shown = null;

function element() {
  return document.getElementById("dialog");
}

/**
 * @param view gives what is in it, each time that something changed. Another one that is shown is
 *   over.
 */
export function openDialog(view, { onClose } = {}) {
  const dialog = element();
  end();
  shown = { view, onClose };
  // Also Escape closes it. The event comes late: another one may be shown by then.
  dialog.onclose = () => {
    if (!dialog.open) end();
  };
  redrawDialog();
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("[autofocus]")?.focus();
}

export function closeDialog() {
  if (element().open) element().close();
  end();
}

function end() {
  const over = shown;
  shown = null;
  draw(element());
  over?.onClose?.();
}

export function isDialogOpen() {
  return element().open;
}

export function redrawDialog() {
  if (shown) draw(element(), shown.view());
}

/** What a dialogue consists of. */
export function sheet(title, body, buttons) {
  return h(
    "div",
    { class: "sheet" },
    h("h2", { id: "dialog-title" }, title),
    h("div", { class: "sheet-body" }, body),
    h("div", { class: "sheet-buttons" }, buttons),
  );
}

/**
 * Asks, and gives back the key of what was chosen, or null.
 *
 * @param choices `{key, label, kind}`; the first one is what is asked for.
 */
export function choose({ title, text, points = [], choices, cancel = "Cancel" }) {
  return new Promise((resolve) => {
    let chosen = null;
    const answer = (key) => {
      chosen = key;
      closeDialog();
    };
    const view = () =>
      sheet(
        title,
        [
          text ? h("p", { key: "text" }, text) : null,
          points.length > 0 ? h(
            "ul",
            { key: "points" },
            points.map((point) => h("li", {}, point)),
          ) : null,
        ],
        [
          choices.map(({ key, label, kind }) =>
            h(
              "button",
              {
                key,
                type: "button",
                class: `button ${kind ?? "primary"}`,
                "data-choice": key,
                onclick: () => answer(key),
              },
              label,
            ),
          ),
          h(
            "button",
            {
              key: "cancel",
              type: "button",
              class: "button plain",
              "data-choice": "cancel",
              autofocus: true,
              onclick: () => answer(null),
            },
            cancel,
          ),
        ],
      );
    openDialog(view, { onClose: () => resolve(chosen) });
  });
}
"""##,
        "views/form.js": ##"""
// Fields that an administrator fills in, in cards, and what saves them.

import { h } from "../parts/dom.js";
import { isChanged, at } from "../parts/form.js";
import { usualText } from "../parts/policy-fields.js";
import { button, section } from "./controls.js";
import { queues, workplaces } from "./rows.js";

/**
 * @param options `unsaid` is what a choice is called of which nothing is said here; `held(field)`
 *   what holds, where that is another thing than what is said here.
 */
export function formView(admin, sections, options = {}) {
  const { form } = admin;
  return h(
    "form",
    {
      key: "form",
      id: "admin-form",
      class: "admin-form",
      novalidate: true,
      onsubmit: (event) => {
        event.preventDefault();
        form.save();
      },
    },
    sections.map((one) => card(admin, one, options)),
    admin.isFile ? null : saveBar(form),
  );
}

function card(admin, { id, title, note, fields }, options) {
  return section(
    id, title, {},
    note ? h("p", { key: "note", class: "muted" }, note) : null,
    h(
      "fieldset",
      { key: "fields", class: "fields", disabled: admin.isFile === true },
      h("legend", { class: "unseen" }, title),
      fields.map((field) => fieldView(admin.form, field, options)),
    ),
  );
}

function fieldView(form, field, { unsaid, held }) {
  const { id } = field;
  const problem = form.problems[id];
  const isNotSaved = !form.isNew && isChanged(field, form.before, form.draft);
  // A choice of which nothing is said tells what is usual itself.
  const isTold = form.isNew || unsaid || canBeUnsaid(form, field);
  const usual = isTold ? null : usualText(field, at(form.usual, id));
  const holds = held?.(field);
  const hint = [
    field.hint,
    usual ? `Usual: ${usual}.` : null,
    holds ? `Holds now: ${holds}.` : null,
  ].filter(Boolean).join(" ");
  const control = controls[field.kind] ?? line;
  const properties = {
    "aria-describedby": [hint ? `hint-${id}` : null, problem ? `problem-${id}` : null]
      .filter(Boolean).join(" ") || undefined,
    "aria-invalid": problem ? "true" : undefined,
  };
  const isMany = ["workplaces", "queues", "countries"].includes(field.kind);
  return h(
    "div",
    {
      key: id,
      class: `field${isNotSaved ? " not-saved" : ""}${isMany ? " many" : ""}`,
      "data-field": id,
      role: isMany ? "group" : undefined,
      "aria-labelledby": isMany ? `label-${id}` : undefined,
    },
    h(
      isMany ? "span" : "label",
      { class: "field-name", id: `label-${id}`, for: isMany ? undefined : `field-${id}` },
      field.label,
      isNotSaved ? h("span", { class: "tag" }, "not saved") : null,
    ),
    h("div", { class: "field-entry" }, control(form, field, properties, unsaid)),
    hint ? h("p", { key: "hint", id: `hint-${id}`, class: "muted small" }, hint) : null,
    problem
      ? h("p", { key: "problem", id: `problem-${id}`, class: "field-problem" }, problem)
      : null,
  );
}

const controls = { choice: select, words: area, countries, workplaces, queues };

function line(form, { id, kind, unit, label }, properties) {
  return [
    h("input", {
      ...properties,
      id: `field-${id}`,
      class: kind === "number" ? "number-entry" : "",
      inputmode: kind === "number" ? "numeric" : undefined,
      autocomplete: "off",
      spellcheck: "false",
      maxlength: "300",
      value: form.draft[id],
      "aria-label": unit ? `${label}, in ${unit}` : undefined,
      oninput: (event) => form.enter(id, event.target.value),
    }),
    unit ? h("span", { class: "muted", "aria-hidden": "true" }, unit) : null,
  ];
}

function select(form, field, properties, unsaid) {
  const { id } = field;
  return h(
    "select",
    {
      ...properties,
      id: `field-${id}`,
      value: form.draft[id],
      onchange: (event) => form.enter(id, event.target.value),
    },
    canBeUnsaid(form, field)
      ? h("option", { key: "", value: "" }, unsaidLabel(field, unsaid))
      : null,
    field.choices.map(({ value, label }) =>
      h("option", { key: label, value: JSON.stringify(value) }, label)),
  );
}

function canBeUnsaid({ usual }, { id, unsaid }) {
  return unsaid !== undefined && at(usual, id) === undefined;
}

function unsaidLabel({ unsaid, isPlain }, above) {
  return isPlain ? unsaid : (above ?? `Usual: ${unsaid}`);
}

function area(form, { id }, properties) {
  return h("textarea", {
    ...properties,
    id: `field-${id}`,
    rows: "3",
    spellcheck: "false",
    value: form.draft[id],
    oninput: (event) => form.enter(id, event.target.value),
  });
}

function countries(form, { id, label }, properties) {
  const draft = form.draft[id];
  return [
    h(
      "select",
      {
        ...properties,
        key: "choice",
        "aria-label": label,
        value: draft.choice,
        onchange: (event) => form.enter(id, { ...draft, choice: event.target.value }),
      },
      h("option", { value: "false" }, "No"),
      h("option", { value: "only" }, "Only some countries"),
      h("option", { value: "true" }, "Yes, everywhere"),
    ),
    draft.choice === "only"
      ? h("textarea", {
        ...properties,
        key: "words",
        "aria-label": "Countries and calling codes, one a line: AT or 44",
        placeholder: "AT",
        rows: "3",
        value: draft.words,
        oninput: (event) => form.enter(id, { ...draft, words: event.target.value }),
      })
      : null,
  ];
}

function saveBar(form) {
  const count = form.changed.length;
  const isAnything = count > 0;
  const isShown = isAnything || form.said !== null;
  return h(
    "div",
    { key: "save", class: `save-bar card${isShown ? " is-due" : ""}`, "data-field": "" },
    form.problems[""]
      ? h("p", { key: "problem", class: "field-problem" }, form.problems[""])
      : null,
    isAnything && form.isLater ? applyNow(form) : null,
    h(
      "div",
      { key: "buttons", class: "row" },
      h(
        "button",
        {
          key: "submit",
          type: "submit",
          class: "button primary",
          "data-action": "save",
          "aria-disabled": isAnything && !form.isSaving ? undefined : "true",
        },
        form.isNew ? "Add" : form.isSaving ? "Saving ..." : "Save",
      ),
      isAnything && !form.isNew
        ? button({ action: "undo", label: "Undo all", press: () => form.undo() })
        : null,
      h("p", { key: "said", "data-saved": String(form.said !== null) }, barText(form, count)),
    ),
  );
}

function barText({ said, isNew }, count) {
  if (said !== null) return said;
  if (isNew) return "Nothing is added yet.";
  if (count === 0) return "Nothing is changed.";
  return count === 1 ? "1 change is not saved." : `${count} changes are not saved.`;
}

function applyNow(form) {
  return h(
    "label",
    { key: "now", class: "radio" },
    h("input", {
      type: "checkbox",
      id: "apply-now",
      checked: form.applyNow,
      onchange: (event) => {
        form.applyNow = event.target.checked;
      },
    }),
    h(
      "span",
      {},
      "Put it into force at once",
      h(
        "span",
        { class: "muted small" },
        "Otherwise from each agent's next connection. A connection that does not fit it any more " +
          "ends; nobody's call is cut.",
      ),
    ),
  );
}
"""##,
        "views/lines.js": ##"""
// Trunks and queues, which the operator sets up: to be looked at, with what is in use.

import { h } from "../parts/dom.js";
import { workplaceKinds } from "../parts/words.js";
import { facts, section } from "./controls.js";

export function linesView({ trunks, queues }) {
  return h(
    "div",
    { key: "lines", class: "column" },
    section(
      "trunks", "Trunks", {},
      note("By which calls leave. The operator's configuration has them."),
      trunks.length === 0 ? none("No trunk has limits of its own.") : trunks.map(trunkView),
    ),
    section(
      "queues", "Queues", {},
      note("Asterisk's, with this organisation's agents. Who has a lower penalty is offered " +
        "customers first."),
      queues.length === 0 ? none("No agent is in a queue.") : queues.map(queueView),
    ),
  );
}

const note = (text) => h("p", { key: "note", class: "muted" }, text);
const none = (text) => h("p", { key: "none", class: "muted empty" }, text);

function trunkView(trunk) {
  const { name, reaches, channels, callsPerSecond, maximumSeconds, callerId, legsInUse } = trunk;
  return h(
    "div",
    { key: name, class: "line", "data-trunk": name },
    h("h3", {}, name),
    channels
      ? h("meter", {
        min: "0",
        max: String(channels),
        // The last fifth is told by its colour, too.
        high: String(channels * 0.8),
        value: String(legsInUse),
        "aria-label": `Channels of ${name} in use`,
      })
      : null,
    facts([
      ["Channels in use", `${legsInUse}${channels ? ` of ${channels}` : ", without a limit"}`],
      ["Reaches", reaches.map((kind) => workplaceKinds[kind] ?? kind).join(", ")],
      ["Calls a second", callsPerSecond ? String(callsPerSecond) : "Without a limit"],
      ["Longest call", maximumSeconds ? lengthText(maximumSeconds) : "Without a limit"],
      ["Phones show", callerId],
    ]),
  );
}

/** 14,400 → "4 hours", 5400 → "90 minutes". */
export function lengthText(seconds) {
  const [size, unit] = [[3600, "hour"], [60, "minute"], [1, "second"]]
    .find(([length]) => seconds % length === 0);
  const count = seconds / size;
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

const availabilities = {
  free: "Would be offered a customer",
  ringing: "Is being offered one",
  busy: "With a customer, or wrapping up",
  unavailable: "Not available",
};

function queueView({ name, kept, members }) {
  return h(
    "div",
    { key: name, class: "line", "data-queue": name },
    h("h3", {}, name),
    h(
      "p",
      { class: "muted small" },
      kept ? "Offhook keeps its members." : "Members are only paused and resumed.",
    ),
    members.length === 0
      ? none("Nobody is in it now.")
      : h(
        "ul",
        { class: "entries" },
        members.map(({ agent, penalty, availability, pausedReason }) =>
          h(
            "li",
            { key: agent },
            h("strong", {}, agent),
            h("span", { class: "muted" }, `penalty ${penalty}`),
            h(
              "span",
              {},
              availabilities[availability] ?? availability,
              pausedReason ? `: ${pausedReason}` : "",
            ),
          )),
      ),
  );
}
"""##,
        "views/link.js": ##"""
// Says calmly that what is shown may not be true any more, or that the phone system is away.

import { asTimeOfDay } from "../parts/clock.js";
import { h } from "../parts/dom.js";
import { icon } from "../parts/icons.js";
import { problemSentence } from "../parts/words.js";

/**
 * @param problem what the service said when it was asked last, or null.
 * @param isOperator whether who looks is told of the machines.
 */
export function linkBanner(state, problem, isOperator = false) {
  const { isLive, hasSnapshot, asOf, service } = state;
  if (!isLive) {
    const seen = hasSnapshot && asOf ? ` What you see is from ${asTimeOfDay(asOf, true)}.` : "";
    const why = problem ? `${problemSentence(problem.code)} ` : "";
    return h(
      "div",
      { key: "link", class: "banner calm", role: "status", "data-banner": "reconnecting" },
      icon("clock"),
      h("p", {}, h("strong", {}, "Reconnecting. "), `${why}This goes on by itself.${seen}`),
    );
  }
  if (service.ready) return null;
  return h(
    "div",
    { key: "link", class: "banner warning", role: "status", "data-banner": "degraded" },
    icon("alert"),
    h(
      "p",
      {},
      h("strong", {}, "The phone system is out of reach. "),
      degraded(service, isOperator),
    ),
  );
}

/** Why, for who may do something about it. */
function degraded({ reasons }, isOperator) {
  if (isOperator && reasons.length > 0) return reasons.join(" ");
  return "Nobody is connected or offered meanwhile. This goes on by itself when it is back.";
}
"""##,
        "views/login.js": ##"""
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
"""##,
        "views/manage.js": ##"""
// One agent, and what a supervisor can do with them.

import { refusals } from "../parts/actions.js";
import { h } from "../parts/dom.js";
import { connectionText } from "../parts/team.js";
import { connectionEnd, modes, statuses, statusReason } from "../parts/words.js";
import { button, capital, facts, timeOfDay } from "./controls.js";
import { closeDialog, openDialog, sheet } from "./dialog.js";
import { supervision } from "./supervise.js";

export function openManagement(desk, id) {
  desk.ui.managed = id;
  openDialog(() => management(desk, id), { onClose: () => desk.show({ managed: null }) });
}

function management(desk, id) {
  const agent = desk.state.agents[id];
  const close = button({
    action: "close-manage",
    label: "Close",
    kind: "primary",
    press: closeDialog,
  });
  if (!agent || !desk.state.isLive) {
    return sheet(
      agent?.name ?? id,
      h("p", { class: "muted" }, "Reconnecting. One moment."),
      [close],
    );
  }
  const { status, connection, phoneSettings } = agent;
  const reason = statusReason(status);
  return sheet(
    agent.name,
    [
      facts([
        ["Status", `${statuses[status.status] ?? status.status}${reason ? ` (${reason})` : ""}`],
        ["Asked for", status.requestedStatus ? statuses[status.requestedStatus] : null],
        ["After this", status.pending ? statuses[status.pending] : null],
        ["Connection", connectionText(agent)],
        [
          "Open since",
          connection.openedAt && connection.state === "open" ? timeOfDay(
            connection.openedAt
          ) : null,
        ],
        [
          "Ended",
          connection.state === "closed" && connection.endReason ? capital(
            connectionEnd(connection.endReason)
          ) : null,
        ],
        ["Mode", modes[phoneSettings.connectionMode]],
        ["Auto answer", phoneSettings.autoAnswer ? "On" : "Off"],
        ["Phone", phoneSettings.workplace.address],
      ]),
      supervision(desk, agent),
      actions(desk, agent),
    ],
    [close],
  );
}

function actions(desk, agent) {
  const { id } = agent;
  const refused = refusals(agent, desk.state.refused[id]);
  const tell = (why) => desk.tell(why);
  const mayEnd = desk.may("endSessions");
  return h(
    "div",
    {
      key: "actions",
      class: "manage-actions",
      role: "group",
      "aria-label": `Do with ${agent.name}`,
    },
    agent.connection.pinLockedAt && desk.may("liftLocks")
      ? button({
        action: "lift-lock",
        label: "Lift the PIN lock",
        icon: "check",
        kind: "primary",
        press: () => desk.liftLock(id),
      })
      : null,
    mayEnd && agent.call
      ? button({
        action: "hang-up",
        label: "Hang up the customer",
        icon: "hangUp",
        kind: "danger",
        refused: refused.hangUp,
        tell,
        press: () => desk.hangUp(id),
      })
      : null,
    mayEnd
      ? button({
        action: "close-connection",
        label: "Close connection",
        icon: "unlinked",
        refused: refused.closeConnection,
        tell,
        press: () => desk.closeConnection(id),
      })
      : null,
    mayEnd
      ? button({
        action: "log-agent-out",
        label: "Log out",
        icon: "logOut",
        refused: agent.status.status === "loggedOut" ? "notLoggedIn" : null,
        tell,
        press: () => desk.logOut(id),
      })
      : null,
  );
}
"""##,
        "views/notices.js": ##"""
// Messages that nobody has to answer. They go by themselves, but for a lost connection.

import { h } from "../parts/dom.js";
import { connectionEnd, modes } from "../parts/words.js";
import { button } from "./controls.js";

const SHOWN_MILLISECONDS = 7_000;

export function noticeText({ type, data = {} }) {
  switch (type) {
    case "notice.connectionOpened":
      return "Your phone is connected. Calls come through in silence, without ringing.";
    case "notice.connectionLost":
      return `Your phone is not connected any more: ${connectionEnd(data.endReason)}.`;
    case "notice.settingsSaved":
      return [
        `Phone settings saved: ${modes[data.connectionMode]},`,
        `auto answer ${data.autoAnswer ? "on" : "off"}.`,
      ].join(" ");
    case "notice.workplaceReverted":
      return `You are called at ${data.workplace.address} again.`;
    default:
      return data.text ?? "";
  }
}

export function notices(list, dismiss) {
  return h(
    "div",
    { key: "notices", class: "notices", role: "region", "aria-label": "Messages" },
    list.map((notice) =>
      h(
        "div",
        { key: notice.id, class: `notice ${kind(notice)}`, "data-notice": notice.type },
        h("p", {}, noticeText(notice)),
        button({
          action: `dismiss-${notice.id}`, label: "Dismiss message", icon: "close", kind: "quiet",
          isIconOnly: true, press: () => dismiss(notice.id),
        }),
      ),
    ),
  );
}

function kind({ type }) {
  if (type === "notice.connectionOpened" || type === "notice.settingsSaved") return "good";
  return type === "page.problem" ? "bad" : "warning";
}

/** Lets a message go after a while. */
export function expire(notice, dismiss) {
  setTimeout(() => dismiss(notice.id), SHOWN_MILLISECONDS);
}
"""##,
        "views/offer.js": ##"""
// A customer who waits to be answered.

import { h } from "../parts/dom.js";
import { asDuration } from "../parts/clock.js";
import { customerName } from "../parts/words.js";
import { button, countdown, facts, until } from "./controls.js";

export function offerPane(desk, refused) {
  const { offer } = desk.agent;
  const tell = (why) => desk.tell(why);
  const isOutbound = offer.direction === "outbound";
  const onPhone = offer.acceptOn === "phone";
  return h(
    "div",
    { class: "offer", key: offer.id },
    h("p", { class: "muted" }, isOutbound ? "A customer to call" : "A customer calls"),
    h("p", { class: "headline" }, customerName(offer)),
    customerFacts(offer),
    h(
      "div",
      { class: "offer-time" },
      countdown(offer.createdAt, offer.expiresAt),
      h("p", { class: "muted" }, until(offer.expiresAt, { class: "figure" }), " to answer"),
    ),
    onPhone ? h("p", { class: "hint" }, "Answer on your phone: it is ringing.") : null,
    h(
      "div",
      { class: "row main-actions" },
      onPhone
        ? null
        : button({
          action: "answer",
          label: isOutbound ? "Call" : "Answer",
          icon: "phone",
          kind: "good large",
          letter: "a",
          refused: refused.acceptOffer, tell, press: () => desk.acceptOffer(),
        }),
      button({
        action: "reject", label: "Reject", icon: "close", kind: "plain large", letter: "r",
        refused: refused.rejectOffer, tell, press: () => desk.rejectOffer(),
      }),
    ),
  );
}

/** What is known of a customer besides the name on top. */
export function customerFacts(customer) {
  const { caller, direction, dialedNumber, queue, waitedSeconds, attributes = {} } = customer;
  const isInbound = direction === "inbound";
  return facts([
    ["Number", isInbound && caller.name ? caller.number : null],
    [
      "Shown to the customer",
      isInbound ? null : [caller.name, caller.number].filter(Boolean).join(" "),
    ],
    ["Dialled", isInbound ? dialedNumber : null],
    ["Queue", queue],
    ["Waited", waitedSeconds === undefined ? null : asDuration(waitedSeconds)],
    ...Object.entries(attributes),
  ]);
}
"""##,
        "views/phone.js": ##"""
// The middle of the console: what the phone is about now, and the one thing to do.

import { h } from "../parts/dom.js";
import { icon } from "../parts/icons.js";
import { mode } from "../parts/actions.js";
import { callPane } from "./call.js";
import { reopen } from "./connection.js";
import { button, countdown, until } from "./controls.js";
import { offerPane } from "./offer.js";
import { pinPane } from "./pin.js";

/** Which of its faces the phone shows. */
export function face({ status, connection, offer, call }) {
  if (offer) return "offer";
  if (call) return "call";
  if (["dialing", "ringing", "verifying"].includes(connection.state)) return "pin";
  if (status.status === "wrappingUp") return "wrapUp";
  return status.status;
}

export function phoneCard(desk, refused) {
  const shown = face(desk.agent);
  const isRinging = shown === "offer";
  const title = isRinging ? "Customer waiting" : "Phone";
  return h(
    "section",
    {
      key: "phone", id: "phone", "aria-labelledby": "phone-title", "data-face": shown,
      class: `card phone ${isRinging ? "ringing" : ""}`,
    },
    h(
      "h2",
      { id: "phone-title", tabindex: "-1", class: "phone-tab" },
      icon(isRinging ? "bell" : "phone"), h("span", {}, title),
      isRinging ? h("span", { class: "flag" }, "Answer") : null,
    ),
    h("div", { class: "phone-body", key: shown }, pane(desk, refused, shown)),
  );
}

function pane(desk, refused, shown) {
  const { agent } = desk;
  switch (shown) {
    case "offer":
      return offerPane(desk, refused);
    case "call":
      return callPane(desk, refused);
    case "pin":
      return pinPane(desk, refused);
    case "wrapUp":
      return wrapUp(desk, refused);
    case "available":
      return available(agent);
    case "notReachable":
      return idle(
        "unlinked",
        "You cannot be reached",
        "No customer is offered until your phone is connected.",
        reopen(desk, refused, "primary large"),
      );
    case "onBreak":
      return idle(
        "cup",
        "On break",
        "No customer is offered to you.",
        becomeAvailable(desk, refused),
      );
    case "workingOffline":
      return idle(
        "desk",
        "Working offline",
        "No customer is offered to you.",
        becomeAvailable(desk, refused),
      );
    default:
      return idle("clock", "One moment", "");
  }
}

function available(agent) {
  if (agent.unattended) {
    return idle(
      "alert",
      "Nobody is offered yet",
      "With auto answer on, customers come as soon as this page is seen to be open.",
    );
  }
  const text = mode(agent) === "onDemand"
    ? "Your phone rings when a customer comes."
    : "The next customer shows up here. Your phone stays silent.";
  return idle("check", "Ready for the next customer", text);
}

function becomeAvailable(desk, refused) {
  return button({
    action: "available", label: "Become available", icon: "check", kind: "primary large",
    refused: refused.setStatus,
    tell: (why) => desk.tell(why),
    press: () => desk.setStatus("available"),
  });
}

function wrapUp(desk, refused) {
  const { since: from, expiresAt } = desk.agent.status;
  return [
    h("div", { class: "idle", key: "wrap-up" },
      h("p", { class: "headline" }, "Wrap-up"),
      h("p", { class: "muted" }, "No customer is offered until it ends."),
      expiresAt ? until(expiresAt, { class: "big-figure" }) : null,
      expiresAt ? countdown(from, expiresAt) : null,
      button({
        action: "wrap-up", label: "I am done", icon: "check", kind: "primary large", letter: "w",
        refused: refused.completeWrapUp,
        tell: (why) => desk.tell(why),
        press: () => desk.completeWrapUp(),
      })),
  ];
}

function idle(picture, title, text, action) {
  return h(
    "div",
    { class: "idle", key: title },
    h("span", { class: "idle-picture" }, icon(picture)),
    h("p", { class: "headline" }, title),
    text ? h("p", { class: "muted" }, text) : null,
    action ?? null,
  );
}
"""##,
        "views/pin.js": ##"""
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
"""##,
        "views/questions.js": ##"""
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
"""##,
        "views/recording.js": ##"""
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
"""##,
        "views/recordings.js": ##"""
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
"""##,
        "views/rows.js": ##"""
// Fields of as many lines as somebody wants: an agent's phones and queues.

import { h } from "../parts/dom.js";
import { kindChoices } from "../parts/profile-fields.js";
import { button } from "./controls.js";

export function workplaces(form, field, properties) {
  return rows(form, field, {
    more: "Add a phone",
    empty: { kind: "endpoint", address: "" },
    cells: (row, change, number) => [
      h(
        "select",
        {
          "aria-label": `Kind of phone ${number}`,
          value: row.kind,
          onchange: (event) => change({ kind: event.target.value }),
        },
        kindChoices.map(({ value, label }) => h("option", { key: value, value }, label)),
      ),
      h("input", {
        ...properties,
        "aria-label": `Number, address or endpoint of phone ${number}`,
        autocomplete: "off",
        maxlength: "200",
        value: row.address,
        oninput: (event) => change({ address: event.target.value }),
      }),
    ],
  });
}

export function queues(form, field, properties) {
  return rows(form, field, {
    more: "Add a queue",
    empty: { name: "", penalty: "0" },
    cells: (row, change, number) => [
      h("input", {
        ...properties,
        "aria-label": `Name of queue ${number}`,
        placeholder: "Queue",
        autocomplete: "off",
        maxlength: "64",
        value: row.name,
        oninput: (event) => change({ name: event.target.value }),
      }),
      h("input", {
        ...properties,
        class: "number-entry",
        "aria-label": `Penalty in queue ${number}`,
        placeholder: "Penalty",
        inputmode: "numeric",
        autocomplete: "off",
        maxlength: "7",
        value: row.penalty,
        oninput: (event) => change({ penalty: event.target.value }),
      }),
    ],
  });
}

/** As many lines as somebody wants. */
function rows(form, { id }, { more, empty, cells }) {
  const draft = form.draft[id];
  const change = (at, part) =>
    form.enter(id, draft.map((row, index) => (index === at ? { ...row, ...part } : row)));
  return [
    draft.map((row, index) =>
      h(
        "div",
        { key: String(index), class: "row-entry" },
        cells(row, (part) => change(index, part), index + 1),
        button({
          action: `less-${id}-${index + 1}`,
          label: `Take out line ${index + 1}`,
          icon: "close",
          kind: "quiet",
          isIconOnly: true,
          press: () => form.enter(id, draft.filter((_, place) => place !== index)),
        }),
      )),
    button({
      action: `more-${id}`,
      label: more,
      kind: "plain small-button",
      press: () => form.enter(id, [...draft, empty]),
    }),
  ];
}
"""##,
        "views/settings.js": ##"""
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
"""##,
        "views/shortcuts.js": ##"""
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
"""##,
        "views/status.js": ##"""
// The agent's status, and what it is changed to.

import { h } from "../parts/dom.js";
import { icon } from "../parts/icons.js";
import { statuses, statusReason } from "../parts/words.js";
import { button, capital, section, since } from "./controls.js";

const choices = [
  { status: "available", icon: "check", letter: "1" },
  { status: "onBreak", icon: "cup", letter: "2" },
  { status: "workingOffline", icon: "desk", letter: "3" },
];

export function statusCard(desk, refused) {
  const { agent, ui } = desk;
  const { status, requestedStatus, pending } = agent.status;
  const reason = statusReason(agent.status);
  return section(
    "status", "Status", {},
    h(
      "div",
      { class: "status-now", "data-status": status },
      h("span", { class: `status-dot ${status}`, "aria-hidden": "true" }),
      h(
        "div",
        {},
        h("p", { class: "status-name" }, statuses[status] ?? status),
        reason ? h("p", { class: "muted status-reason" }, capital(reason)) : null,
      ),
      since(agent.status.since, { class: "figure", title: "In this status since" }),
    ),
    status === "notReachable"
      ? h("p", { class: "muted", key: "asked" }, `You asked for: ${statuses[requestedStatus]}`)
      : null,
    pending
      ? h(
        "p",
        { class: "pending", key: "pending" },
        icon("clock"),
        `After this: ${statuses[pending]}`,
      )
      : null,
    h(
      "div",
      { class: "choices", role: "group", "aria-label": "Change status" },
      choices.map(({ status: name, icon: picture, letter }) =>
        button({
          action: `status-${name}`, label: statuses[name], icon: picture, letter, kind: "choice",
          pressed: requestedStatus === name,
          refused: refused.setStatus,
          tell: (why) => desk.tell(why),
          expanded: name === "onBreak" ? ui.isBreakOpen : undefined,
          press: () =>
            name === "onBreak" ? desk.show({ isBreakOpen: !ui.isBreakOpen }) : desk.setStatus(name),
        }),
      ),
    ),
    ui.isBreakOpen ? breakReasons(desk) : null,
  );
}

function breakReasons(desk) {
  if (desk.breakReasons.length === 0) return ownWords(desk);
  return h(
    "div",
    { key: "reasons", class: "reasons", role: "group", "aria-label": "Reason for the break" },
    desk.breakReasons.map((reason) =>
      button({
        action: `break-${reason}`, label: reason, kind: "chip",
        press: () => desk.setStatus("onBreak", reason),
      }),
    ),
    button({
      action: "break-",
      label: "No reason",
      kind: "chip",
      press: () => desk.setStatus("onBreak"),
    }),
  );
}

function ownWords(desk) {
  return h(
    "form",
    {
      key: "words",
      class: "row",
      onsubmit: (event) => {
        event.preventDefault();
        desk.setStatus("onBreak", document.getElementById("break-reason").value.trim());
      },
    },
    h("label", { for: "break-reason", class: "unseen" }, "Reason for the break, if you like"),
    h(
      "input",
      {
        id: "break-reason",
        maxlength: "200",
        placeholder: "Reason (optional)",
        autocomplete: "off",
      },
    ),
    h(
      "button",
      { type: "submit", class: "button primary", "data-action": "take-break" },
      "Take break",
    ),
  );
}
"""##,
        "views/supervise.js": ##"""
// How a supervisor takes part in an agent's call.

import { h } from "../parts/dom.js";
import { supervisionModes, supervisionText, workplaceKinds } from "../parts/words.js";
import { button } from "./controls.js";

/** Nothing where there is no call to take part in. */
export function supervision(desk, agent) {
  const { call } = agent;
  if (!call || !desk.may("supervise")) return null;
  const now = desk.supervisionOf(call.id);
  const isOthers = now !== null && !now.own;
  return h(
    "fieldset",
    { key: "supervision", class: "supervision", "data-supervision": now?.state ?? "none" },
    h("legend", {}, "Take part in the call"),
    h(
      "p",
      { key: "state", class: "supervision-state", role: "status" },
      supervisionText(now, agent.name),
    ),
    now ? null : phoneFields(desk),
    h(
      "div",
      { key: "modes", class: "row" },
      Object.entries(supervisionModes).map(([mode, { label, icon }]) =>
        button({
          action: `supervise-${mode}`,
          label,
          icon,
          pressed: now?.own ? now.mode === mode : undefined,
          refused: isOthers
            ? "supervisionUnderWay" : call.state === "connected" ? null : "callNotConnected",
          tell: (why) => desk.tell(why),
          press: () => desk.supervise(agent.id, mode, chosenPhone()),
        }),
      ),
      now
        ? button({
          action: "supervise-end",
          label: isOthers ? "End it" : "Leave the call",
          icon: "hangUp",
          kind: "danger",
          press: () => desk.endSupervision(agent.id),
        })
        : null,
    ),
  );
}

/** By which phone the supervisor takes part: this browser remembers it. */
function phoneFields(desk) {
  const { kind, address } = desk.ownPhone;
  return h(
    "div",
    { key: "phone", class: "row supervision-phone" },
    h("label", { for: "own-phone-kind" }, "Your phone"),
    h(
      "select",
      { id: "own-phone-kind", value: kind },
      Object.entries(workplaceKinds).map(([value, label]) =>
        h("option", { value, key: value, selected: value === kind }, label),
      ),
    ),
    h("label", { for: "own-phone", class: "unseen" }, "Its number or address"),
    h("input", {
      id: "own-phone", type: "text", autocomplete: "off", maxlength: "200", value: address,
      placeholder: "Number or address",
    }),
  );
}

function chosenPhone() {
  const field = document.getElementById("own-phone");
  if (!field) return null;
  return { kind: document.getElementById("own-phone-kind").value, address: field.value.trim() };
}
"""##,
        "views/supervisor.js": ##"""
// The supervisor's view as a whole.

import { h } from "../parts/dom.js";
import { icon } from "../parts/icons.js";
import { counts } from "../parts/team.js";
import { sentence } from "../parts/timeline.js";
import { customerName } from "../parts/words.js";
import { adminLinks, adminPage, fileBanner } from "./admin.js";
import { bar } from "./bar.js";
import { button, section, since, timeOfDay, until } from "./controls.js";
import { linkBanner } from "./link.js";
import { recordingsCard } from "./recordings.js";
import { teamCard } from "./team.js";

const SHOWN_EVENTS = 60;

export function supervisorPage(desk, page) {
  const { state, admin } = desk;
  const isAdmin = admin !== null && !admin.isLive;
  return [
    bar({
      name: page.role === "administrator" ? "Administrator" : "Supervisor",
      detail: desk.tenant,
      isLive: state.isLive,
      buttons: [
        button({
          action: "keys",
          label: "Keyboard",
          icon: "keyboard",
          kind: "quiet",
          isIconOnly: true,
          press: page.openShortcuts,
        }),
        button({
          action: "leave",
          label: "Forget token",
          icon: "logOut",
          kind: "quiet",
          press: page.leave,
        }),
      ],
    }),
    admin && adminLinks(admin),
    h(
      "div",
      { key: "banners", class: "banners" },
      linkBanner(state, page.linkProblem, true),
      admin && fileBanner(admin),
    ),
    h(
      "main",
      {
        key: isAdmin ? "admin" : "main",
        class: `${isAdmin ? "admin" : "supervisor"} ${state.isLive ? "" : "stale"}`,
        inert: state.isLive ? undefined : true,
      },
      shown(desk, isAdmin),
    ),
  ];
}

function shown(desk, isAdmin) {
  if (isAdmin) return adminPage(desk.admin);
  return desk.state.hasSnapshot
    ? content(desk)
    : h("p", { class: "muted waiting" }, "Looking ...");
}

function content(desk) {
  return [
    tiles(desk),
    h("div", { key: "middle", class: "column" }, teamCard(desk), recordingsCard(desk)),
    h("div", { key: "side", class: "column side" }, waitingCard(desk), timelineCard(desk)),
  ];
}

/** How many there are of each; a press filters by it. */
function tiles(desk) {
  const { filter } = desk.ui;
  const name = "How many agents; press to filter";
  return h(
    "div",
    { key: "tiles", class: "tiles", role: "group", "aria-label": name },
    counts(desk.state.agents).map(({ status, label, count }) =>
      h(
        "button",
        {
          key: status,
          type: "button",
          class: `tile-count ${status} ${count === 0 ? "none" : ""}`,
          "data-count": status,
          "aria-pressed": String(filter.status === status),
          onclick: () => {
            const wanted = filter.status === status ? "" : status;
            document.getElementById("filter-status").value = wanted;
            desk.show({ filter: { ...filter, status: wanted } });
          },
        },
        h("span", { class: "number" }, String(count)),
        h("span", {}, label),
      ),
    ),
  );
}

function waitingCard({ state }) {
  const waiting = Object.values(state.offers).sort((one, other) =>
    one.createdAt < other.createdAt ? -1 : 1,
  );
  const unasked = Object.values(state.waiting)
    .filter(({ offerId }) => !offerId)
    .sort((one, other) => (one.since < other.since ? -1 : 1));
  return section(
    "waiting", "Waiting customers", {},
    waiting.length + unasked.length === 0
      ? h("p", { class: "muted empty", key: "none" }, "Nobody waits for an agent's answer.")
      : h(
        "ul",
        { class: "recent", key: "some" },
        waiting.map((offer) => waits(state, offer)),
        unasked.map(waitsForAnybody),
      ),
  );
}

function waits({ agents }, offer) {
  const name = agents[offer.agent]?.name ?? offer.agent;
  const queue = offer.queue ? `, queue ${offer.queue}` : "";
  return h(
    "li",
    { key: offer.id },
    h("span", { class: "direction" }, icon(offer.direction)),
    h(
      "span",
      { class: "recent-name" },
      customerName(offer),
      h("span", { class: "muted small" }, `offered to ${name}${queue}`),
    ),
    h(
      "span",
      { class: "recent-time" },
      until(offer.expiresAt),
      h("span", { class: "muted small" }, "left"),
    ),
  );
}

/** Somebody for whom a router has found no agent yet. */
function waitsForAnybody(customer) {
  return h(
    "li",
    { key: customer.id },
    h("span", { class: "direction" }, icon(customer.direction)),
    h(
      "span",
      { class: "recent-name" },
      customerName(customer),
      h("span", { class: "muted small" }, "no agent asked yet"),
    ),
    h(
      "span",
      { class: "recent-time" },
      since(customer.since),
      h("span", { class: "muted small" }, "waited"),
    ),
  );
}

function timelineCard({ state }) {
  const told = state.timeline
    .map((event) => ({ event, text: sentence(event) }))
    .filter(({ text }) => text !== null)
    .slice(0, SHOWN_EVENTS);
  const name = "What happens, the newest first";
  return section(
    "timeline", "What happens", {},
    told.length === 0
      ? h("p", { class: "muted empty", key: "none" }, "From now on, what happens shows up here.")
      : h(
        "ol",
        { class: "events", key: "some", tabindex: "0", "aria-label": name },
        told.map((one) => happening(state, one)),
      ),
  );
}

function happening({ agents }, { event, text }) {
  const who = event.agent ? (agents[event.agent]?.name ?? event.agent) : null;
  return h(
    "li",
    { key: event.id },
    timeOfDay(event.time),
    h("span", {}, who ? [h("strong", {}, who), " "] : null, text),
  );
}
"""##,
        "views/team.js": ##"""
// The table of agents.

import { h } from "../parts/dom.js";
import { icon } from "../parts/icons.js";
import { columns, connectionText, rows } from "../parts/team.js";
import { callStates, customerName, statuses, statusReason } from "../parts/words.js";
import { button, section, since, until } from "./controls.js";

export function teamCard(desk) {
  const { ui, state } = desk;
  const shown = rows(state.agents, ui.filter, ui.order);
  const all = Object.keys(state.agents).length;
  return section(
    "team", "Agents", {},
    filters(desk),
    h(
      "div",
      { key: "scroll", class: "table-frame" },
      h(
        "table",
        {},
        h("caption", { class: "unseen" }, "Agents and how they are now. The column heads sort."),
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            columns.map((column) => head(desk, column)),
            h("th", { scope: "col" }, h("span", { class: "unseen" }, "Manage")),
          ),
        ),
        h("tbody", {}, shown.map((agent) => row(desk, agent))),
      ),
    ),
    shown.length === 0
      ? h(
        "p",
        { class: "muted empty", key: "none" },
        all === 0 ? "There are no agents yet." : "No agent fits the filter.",
      )
      : null,
  );
}

function filters(desk) {
  const { ui } = desk;
  return h(
    "div",
    { key: "filters", class: "row filters" },
    h("label", { for: "filter", class: "unseen" }, "Filter by name, id or group"),
    h("input", {
      id: "filter",
      type: "search",
      placeholder: "Name, id or group",
      autocomplete: "off",
      "data-focus-letter": "f",
      "aria-keyshortcuts": "f",
      oninput: (event) => desk.show({ filter: { ...ui.filter, text: event.target.value } }),
    }),
    h("label", { for: "filter-status", class: "unseen" }, "Status"),
    h(
      "select",
      {
        id: "filter-status",
        value: ui.filter.status,
        onchange: (event) => desk.show({ filter: { ...ui.filter, status: event.target.value } }),
      },
      h("option", { value: "" }, "Every status"),
      Object.entries(statuses).map(([value, label]) => h("option", { value, key: value }, label)),
    ),
  );
}

function head(desk, { key, label }) {
  const { order } = desk.ui;
  const isOrder = order.key === key;
  const direction = isOrder ? (order.isDescending ? "descending" : "ascending") : undefined;
  return h(
    "th",
    { key, scope: "col", "aria-sort": direction },
    h(
      "button",
      {
        type: "button", class: "sort", "data-action": `sort-${key}`,
        onclick: () => desk.show({ order: { key, isDescending: isOrder && !order.isDescending } }),
      },
      label,
      h(
        "span",
        { "aria-hidden": "true", class: "arrow" },
        isOrder ? (order.isDescending ? "\u25BC" : "\u25B2") : "",
      ),
    ),
  );
}

function row(desk, agent) {
  const { id, name, group, status } = agent;
  const reason = statusReason(status);
  const manage = button({
    action: `manage-${id}`,
    label: "Manage",
    kind: "plain small-button",
    name: `Manage ${name}`,
    press: () => desk.manage(id),
  });
  return h(
    "tr",
    { key: id, "data-agent": id, "data-status": status.status },
    h(
      "th",
      { scope: "row" },
      h("strong", {}, name),
      small([id, group].filter((one) => one && one !== name).join(", ")),
    ),
    h(
      "td",
      {},
      h("span", { class: `pill ${status.status}` }, statuses[status.status] ?? status.status),
      reason ? small(reason) : null,
    ),
    h("td", { class: "figure" }, status.status === "loggedOut" ? null : since(status.since)),
    connectionCell(agent),
    h("td", {}, customer(agent)),
    h("td", { class: "end" }, manage),
  );
}

function connectionCell(agent) {
  const { status, connection } = agent;
  const isUnhealthy = connection.health?.state === "unhealthy";
  const isBad = isUnhealthy || connection.pinLockedAt || status.status === "notReachable";
  return h(
    "td",
    { class: isBad ? "bad" : "" },
    isBad ? icon("alert") : null,
    h("span", {}, connectionText(agent)),
    connection.state === "open" ? small("for ", since(connection.openedAt)) : null,
  );
}

function small(...children) {
  return h("span", { class: "muted small" }, children);
}

function customer({ offer, call }) {
  if (offer) {
    return [h("span", {}, customerName(offer)), small("waits, ", until(offer.expiresAt), " left")];
  }
  if (!call) return null;
  const text = call.held ? "On hold" : callStates[call.state];
  const muted = call.muted ? ", muted" : "";
  return [
    h("span", {}, customerName(call)),
    small(text, muted, ", ", since(call.connectedAt ?? call.createdAt)),
  ];
}
"""##,
    ]
}
