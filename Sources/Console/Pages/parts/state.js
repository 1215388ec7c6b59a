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
