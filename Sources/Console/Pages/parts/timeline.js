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
