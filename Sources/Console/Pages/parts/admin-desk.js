// What an administrator looks at and changes. Nothing of it comes by the stream: it is read when a
// page is opened, and again after a change.

import { choose } from "../views/dialog.js";
import { AdminThings } from "./admin-things.js";
import { FormDesk } from "./form-desk.js";
import { hashOf, placeOf } from "./place.js";
import { policyFields } from "./policy-fields.js";
import {
  fieldsOf, groupSections, newAgentSections, newGroupSections, profileSections,
} from "./profile-fields.js";
import { announce } from "./speaker.js";
import { problemSentence } from "./words.js";

const LINES_MILLISECONDS = 5_000;

export class AdminDesk {
  place = placeOf("");
  /** What is looked at, as it was read; null while it is being read. */
  data = null;
  /** What is filled in, if anything is. */
  form = null;
  /** Why the page's things could not be read. */
  failure = null;
  filter = "";
  /** Whether the directory is kept in a file, and cannot be changed; null: not known yet. */
  isFile = null;
  /** Whether another page was opened, whose heading gets the focus when it is drawn. */
  isNewPage = false;
  #turn = 0;
  #timer = null;

  constructor({ client, tenant, store, redraw, tell }) {
    Object.assign(this, { client, store, redraw, tell });
    this.things = new AdminThings(client, tenant);
  }

  /** The agents as the stream tells of them. */
  names() {
    return this.store.state.agents;
  }

  get isLive() {
    return this.place.page === "live";
  }

  get hasChanges() {
    return this.form !== null && this.form.changed.length > 0;
  }

  start() {
    this.onHash = () => this.#follow();
    this.onLeave = (event) => {
      if (this.hasChanges) event.preventDefault();
    };
    addEventListener("hashchange", this.onHash);
    addEventListener("beforeunload", this.onLeave);
    this.#enter(placeOf(location.hash));
  }

  stop() {
    removeEventListener("hashchange", this.onHash);
    removeEventListener("beforeunload", this.onLeave);
    clearTimeout(this.#timer);
    this.#turn += 1;
  }

  go(place) {
    location.hash = hashOf(place);
  }

  /** The address has changed: what is not saved is not thrown away unasked. */
  async #follow() {
    const wanted = placeOf(location.hash);
    const here = hashOf(this.place);
    if (location.hash.startsWith("#token=") || hashOf(wanted) === here) return;
    if (this.hasChanges) {
      history.replaceState(null, "", here);
      if (!(await this.mayLeave())) return;
      history.replaceState(null, "", hashOf(wanted));
    }
    this.isNewPage = true;
    await this.#enter(wanted);
  }

  /** Asks, where something would be lost. */
  async mayLeave() {
    if (!this.hasChanges) return true;
    const key = await choose({
      title: "Leave without saving?",
      text: "What you have changed here is not saved yet.",
      choices: [{ key: "leave", label: "Leave without saving", kind: "danger" }],
      cancel: "Stay here",
    });
    return key !== null;
  }

  async #enter(place) {
    Object.assign(this, { place, data: null, form: null, failure: null, filter: "" });
    await this.read();
  }

  /** Reads what the page shows; an answer that is for another page by then is of no use. */
  async read() {
    clearTimeout(this.#timer);
    this.#turn += 1;
    const own = this.#turn;
    this.failure = null;
    this.redraw();
    if (this.isLive) return;
    try {
      const [data] = await Promise.all([this.things.ofPage(this.place), this.#learnWhetherFile()]);
      if (own !== this.#turn) return;
      this.data = data;
      this.#openForm();
    } catch (refusal) {
      if (own !== this.#turn) return;
      this.failure = problemSentence(refusal.code);
    }
    if (this.place.page === "lines") {
      this.#timer = setTimeout(() => this.read(), LINES_MILLISECONDS);
    }
    this.redraw();
  }

  /**
   * No read tells it. The removal of a group that cannot be there, for no id is "-", is refused in
   * either case, and with which code tells; nothing is changed, and nothing written down.
   */
  async #learnWhetherFile() {
    if (this.isFile !== null) return;
    try {
      await this.client.ask("DELETE", this.things.path("groups", "-"));
    } catch ({ code }) {
      if (code === "directoryIsFile") this.isFile = true;
      if (code === "groupUnknown") this.isFile = false;
    }
  }

  #openForm() {
    const { page, id, isNew } = this.place;
    const { data } = this;
    if (page === "policy") {
      this.form = new FormDesk(this, {
        fields: policyFields,
        values: data.policy,
        usual: data.defaults,
        path: this.things.path("policy"),
        prefix: "policy",
      });
    } else if (page === "agents" && id !== null) {
      this.form = new FormDesk(this, {
        fields: fieldsOf(profileSections(data.groups)),
        values: data.profile,
        path: this.things.path("agents", id, "profile"),
      });
    } else if (page === "groups" && id !== null) {
      this.form = new FormDesk(this, {
        fields: fieldsOf(groupSections),
        values: data.group,
        path: this.things.path("groups", id),
      });
    } else if (isNew) {
      const sections = page === "agents" ? newAgentSections(data.groups) : newGroupSections;
      this.form = new FormDesk(this, {
        fields: fieldsOf(sections),
        values: page === "agents" ? { workplace: { kind: "endpoint" } } : {},
        isNew: true,
        path: (entry) => this.things.path(page, entry, ...(page === "agents" ? ["profile"] : [])),
        added: (entry) => {
          announce(`${entry} was added.`);
          if (page === "agents") this.#learnAgent(entry);
          this.go({ page, id: entry });
        },
      });
    }
  }

  /** What was saved is read again, with where each value comes from now. */
  async saved() {
    const { form } = this;
    const own = this.#turn;
    try {
      const data = await this.things.ofPage(this.place);
      if (own !== this.#turn || form !== this.form || form.changed.length > 0) return;
      this.data = data;
      form.begin(data.policy ?? data.profile ?? data.group, data.defaults);
    } catch {
      // It is saved; what is shown is what was sent.
    }
    this.redraw();
  }

  /** What is open was changed. */
  changed() {
    const { page, id } = this.place;
    if (page === "agents") this.#learnAgent(id);
  }

  /** The stream does not tell of who is new, or is called or grouped otherwise. */
  async #learnAgent(id) {
    const changes = this.store.state.changes[id] ?? 0;
    try {
      const agent = await this.things.read("agents", id);
      this.store.happened({ type: "page.agentRead", agent, changes });
    } catch {
      // The live view has it at the next beginning of the stream.
    }
  }

  async remove() {
    const { page, id } = this.place;
    const name = (this.data.profile ?? this.data.group)?.name ?? id;
    const isAgent = page === "agents";
    const key = await choose({
      title: isAgent ? `Remove ${name}?` : `Remove the group ${name}?`,
      text: isAgent
        ? `Agent ${id} is logged out, in a call when that has ended. Their tokens are taken back.`
        : "Nobody may be in it.",
      choices: [{ key: "remove", label: "Remove", kind: "danger" }],
    });
    if (!key || this.place.id !== id) return;
    try {
      await this.client.ask("DELETE", this.things.path(page, id, ...(isAgent ? ["profile"] : [])));
    } catch (refusal) {
      return this.tell(problemSentence(refusal.code));
    }
    this.form = null;
    if (isAgent) this.store.happened({ type: "page.agentGone", id });
    this.tell(`${name} was removed.`, false);
    this.go({ page });
  }
}
