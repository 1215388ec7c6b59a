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
