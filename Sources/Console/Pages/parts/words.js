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
