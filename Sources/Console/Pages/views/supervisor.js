// The supervisor's view as a whole.

import { h } from "../parts/dom.js";
import { icon } from "../parts/icons.js";
import { counts } from "../parts/team.js";
import { sentence } from "../parts/timeline.js";
import { customerName } from "../parts/words.js";
import { adminLinks, adminPage, fileBanner } from "./admin.js";
import { bar } from "./bar.js";
import { button, section, since, timeOfDay, until } from "./controls.js";
import { linkBanner } from "./link.js";
import { recordingsCard } from "./recordings.js";
import { teamCard } from "./team.js";

const SHOWN_EVENTS = 60;

export function supervisorPage(desk, page) {
  const { state, admin } = desk;
  const isAdmin = admin !== null && !admin.isLive;
  return [
    bar({
      name: page.role === "administrator" ? "Administrator" : "Supervisor",
      detail: desk.tenant,
      isLive: state.isLive,
      buttons: [
        button({
          action: "keys",
          label: "Keyboard",
          icon: "keyboard",
          kind: "quiet",
          isIconOnly: true,
          press: page.openShortcuts,
        }),
        button({
          action: "leave",
          label: "Forget token",
          icon: "logOut",
          kind: "quiet",
          press: page.leave,
        }),
      ],
    }),
    admin && adminLinks(admin),
    h(
      "div",
      { key: "banners", class: "banners" },
      linkBanner(state, page.linkProblem, true),
      admin && fileBanner(admin),
    ),
    h(
      "main",
      {
        key: isAdmin ? "admin" : "main",
        class: `${isAdmin ? "admin" : "supervisor"} ${state.isLive ? "" : "stale"}`,
        inert: state.isLive ? undefined : true,
      },
      shown(desk, isAdmin),
    ),
  ];
}

function shown(desk, isAdmin) {
  if (isAdmin) return adminPage(desk.admin);
  return desk.state.hasSnapshot
    ? content(desk)
    : h("p", { class: "muted waiting" }, "Looking ...");
}

function content(desk) {
  return [
    tiles(desk),
    h("div", { key: "middle", class: "column" }, teamCard(desk), recordingsCard(desk)),
    h("div", { key: "side", class: "column side" }, waitingCard(desk), timelineCard(desk)),
  ];
}

/** How many there are of each; a press filters by it. */
function tiles(desk) {
  const { filter } = desk.ui;
  const name = "How many agents; press to filter";
  return h(
    "div",
    { key: "tiles", class: "tiles", role: "group", "aria-label": name },
    counts(desk.state.agents).map(({ status, label, count }) =>
      h(
        "button",
        {
          key: status,
          type: "button",
          class: `tile-count ${status} ${count === 0 ? "none" : ""}`,
          "data-count": status,
          "aria-pressed": String(filter.status === status),
          onclick: () => {
            const wanted = filter.status === status ? "" : status;
            document.getElementById("filter-status").value = wanted;
            desk.show({ filter: { ...filter, status: wanted } });
          },
        },
        h("span", { class: "number" }, String(count)),
        h("span", {}, label),
      ),
    ),
  );
}

function waitingCard({ state }) {
  const waiting = Object.values(state.offers).sort((one, other) =>
    one.createdAt < other.createdAt ? -1 : 1,
  );
  const unasked = Object.values(state.waiting)
    .filter(({ offerId }) => !offerId)
    .sort((one, other) => (one.since < other.since ? -1 : 1));
  return section(
    "waiting", "Waiting customers", {},
    waiting.length + unasked.length === 0
      ? h("p", { class: "muted empty", key: "none" }, "Nobody waits for an agent's answer.")
      : h(
        "ul",
        { class: "recent", key: "some" },
        waiting.map((offer) => waits(state, offer)),
        unasked.map(waitsForAnybody),
      ),
  );
}

function waits({ agents }, offer) {
  const name = agents[offer.agent]?.name ?? offer.agent;
  const queue = offer.queue ? `, queue ${offer.queue}` : "";
  return h(
    "li",
    { key: offer.id },
    h("span", { class: "direction" }, icon(offer.direction)),
    h(
      "span",
      { class: "recent-name" },
      customerName(offer),
      h("span", { class: "muted small" }, `offered to ${name}${queue}`),
    ),
    h(
      "span",
      { class: "recent-time" },
      until(offer.expiresAt),
      h("span", { class: "muted small" }, "left"),
    ),
  );
}

/** Somebody for whom a router has found no agent yet. */
function waitsForAnybody(customer) {
  return h(
    "li",
    { key: customer.id },
    h("span", { class: "direction" }, icon(customer.direction)),
    h(
      "span",
      { class: "recent-name" },
      customerName(customer),
      h("span", { class: "muted small" }, "no agent asked yet"),
    ),
    h(
      "span",
      { class: "recent-time" },
      since(customer.since),
      h("span", { class: "muted small" }, "waited"),
    ),
  );
}

function timelineCard({ state }) {
  const told = state.timeline
    .map((event) => ({ event, text: sentence(event) }))
    .filter(({ text }) => text !== null)
    .slice(0, SHOWN_EVENTS);
  const name = "What happens, the newest first";
  return section(
    "timeline", "What happens", {},
    told.length === 0
      ? h("p", { class: "muted empty", key: "none" }, "From now on, what happens shows up here.")
      : h(
        "ol",
        { class: "events", key: "some", tabindex: "0", "aria-label": name },
        told.map((one) => happening(state, one)),
      ),
  );
}

function happening({ agents }, { event, text }) {
  const who = event.agent ? (agents[event.agent]?.name ?? event.agent) : null;
  return h(
    "li",
    { key: event.id },
    timeOfDay(event.time),
    h("span", {}, who ? [h("strong", {}, who), " "] : null, text),
  );
}
