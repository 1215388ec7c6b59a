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
