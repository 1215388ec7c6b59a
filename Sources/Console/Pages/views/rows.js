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
