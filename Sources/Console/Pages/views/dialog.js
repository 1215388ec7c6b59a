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
