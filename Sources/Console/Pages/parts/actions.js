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
