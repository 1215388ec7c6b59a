// An administrator's pages: the links to them, and the one that is open.

import { h } from "../parts/dom.js";
import { icon } from "../parts/icons.js";
import { hashOf, pages } from "../parts/place.js";
import { policySections } from "../parts/policy-fields.js";
import {
  effectiveText, groupSections, newAgentSections, newGroupSections, profileSections,
} from "../parts/profile-fields.js";
import { agentsList, groupsList } from "./admin-lists.js";
import { button } from "./controls.js";
import { formView } from "./form.js";
import { linesView } from "./lines.js";

export function adminLinks({ place }) {
  return h(
    "nav",
    { key: "pages", class: "pages", "aria-label": "Pages" },
    Object.entries(pages).map(([page, label]) =>
      h(
        "a",
        {
          key: page,
          href: hashOf({ page }),
          "data-page": page,
          "aria-current": place.page === page ? "page" : undefined,
        },
        label,
      )),
  );
}

/** What stands above the page: why nothing can be changed. */
export function fileBanner({ isFile, place }) {
  if (!isFile || ["live", "lines"].includes(place.page)) return null;
  return h(
    "div",
    { key: "file", class: "banner calm", role: "status", "data-banner": "file" },
    icon("alert"),
    h(
      "p",
      {},
      h("strong", {}, "Nothing can be changed here: the directory is kept in a file. "),
      "Change the file and start Offhook again, or let the store keep the directory, by ",
      h("code", {}, "directory: store"),
      " in offhook.yaml.",
    ),
  );
}

export function adminPage(admin) {
  const { failure, data } = admin;
  if (failure) {
    return h(
      "div",
      { key: "failure", class: "waiting", role: "alert" },
      h("p", {}, failure),
      button({ action: "again", label: "Try again", press: () => admin.read() }),
    );
  }
  if (data === null) return h("p", { key: "reading", class: "muted waiting" }, "Reading ...");
  return [head(admin), content(admin)];
}

function head(admin) {
  const { place, data, isFile } = admin;
  const { page, id, isNew } = place;
  if (id === null && !isNew) return null;
  const name = (data.profile ?? data.group)?.name;
  return h(
    "div",
    { key: "head", class: "page-head" },
    h(
      "a",
      { class: "back", href: hashOf({ page }), "data-action": "back" },
      `All ${pages[page].toLowerCase()}`,
    ),
    isNew
      ? null
      : h(
        "h2",
        { key: "name", tabindex: "-1", class: "page-name" },
        name ?? id,
        name === id ? null : h("span", { class: "muted" }, ` ${id}`),
      ),
    isNew || isFile
      ? null
      : button({
        action: "remove",
        label: page === "agents" ? "Remove agent" : "Remove group",
        kind: "plain",
        press: () => admin.remove(),
      }),
  );
}

function content(admin) {
  const { place, data } = admin;
  const { page, id, isNew } = place;
  if (page === "policy") return formView(admin, policySections);
  if (page === "lines") return linesView(data);
  if (page === "groups") {
    if (isNew) return formView(admin, newGroupSections);
    if (id === null) return groupsList(admin);
    return formView(admin, groupSections, { unsaid: "As the policy says" });
  }
  if (isNew) return formView(admin, newAgentSections(data.groups));
  if (id === null) return agentsList(admin);
  return formView(admin, profileSections(data.groups), {
    unsaid: "As the group or the policy says",
    held: (field) => effectiveText(field, data.settings),
  });
}
