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
