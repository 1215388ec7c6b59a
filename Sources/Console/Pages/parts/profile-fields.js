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
