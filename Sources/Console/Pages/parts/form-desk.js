// What is filled in on a page: what differs from what is saved, and how it is sent.

import { changedFields, changes, drafted, refusedField, whole } from "./form.js";
import { outcomeText } from "./profile-fields.js";
import { announce } from "./speaker.js";
import { problemSentence } from "./words.js";

export class FormDesk {
  /** By field: why it was refused; that of the whole is under "". */
  problems = {};
  /** What became of the last change. */
  said = null;
  isSaving = false;
  applyNow = false;

  /**
   * @param path where it is sent; of something new, a function of its id.
   * @param prefix what the paths in refusals begin with.
   * @param added is told the id of what was new.
   */
  constructor(admin, { fields, values, usual = {}, path, prefix = "", isNew = false, added }) {
    Object.assign(this, { admin, fields, path, prefix, isNew, added });
    this.begin(values, usual);
  }

  /** These are the values that are saved. */
  begin(values, usual = {}) {
    this.usual = usual;
    this.before = drafted(this.fields, values, usual);
    this.draft = structuredClone(this.before);
  }

  get changed() {
    return changedFields(this.fields, this.before, this.draft);
  }

  /** Whether some of it holds only later, unless it is put into force at once. */
  get isLater() {
    return !this.isNew && this.changed.some((field) => field.isLater);
  }

  enter(id, value) {
    this.draft = { ...this.draft, [id]: value };
    delete this.problems[id];
    this.said = null;
    this.admin.redraw();
  }

  undo() {
    this.draft = structuredClone(this.before);
    Object.assign(this, { problems: {}, applyNow: false });
    this.admin.redraw();
  }

  async save() {
    if (this.isSaving || this.changed.length === 0) return;
    Object.assign(this, { isSaving: true, problems: {}, said: null });
    this.admin.redraw();
    try {
      if (this.isNew) await this.#add();
      else await this.#change();
    } catch (refusal) {
      this.#refused(refusal);
    } finally {
      this.isSaving = false;
      this.admin.redraw();
    }
  }

  async #change() {
    const now = this.isLater && this.applyNow ? "?applyNow=true" : "";
    const sent = this.draft;
    const patch = changes(this.fields, this.before, sent);
    const answer = await this.admin.client.ask("PATCH", this.path + now, patch);
    // What was typed meanwhile is not saved.
    this.before = structuredClone(sent);
    this.applyNow = false;
    this.said = outcomeText(answer, this.admin.names());
    announce(this.said);
    this.admin.changed();
    await this.admin.saved();
  }

  async #add() {
    const { id = "", ...document } = whole(this.fields, this.draft);
    if (id === "") return this.#show("id", "Type an id.");
    // Else somebody who is there would become somebody else.
    if (await this.#isThere(id)) return this.#show("id", "There is one with this id already.");
    await this.admin.client.ask("PUT", this.path(id), document);
    this.before = this.draft;
    this.added(id);
  }

  async #isThere(id) {
    try {
      await this.admin.client.ask("GET", this.path(id));
      return true;
    } catch (refusal) {
      if (["agentUnknown", "groupUnknown"].includes(refusal.code)) return false;
      throw refusal;
    }
  }

  #refused({ code, problem }) {
    if (code === "directoryIsFile") this.admin.isFile = true;
    if (code === "destinationNotAllowed") {
      const place = this.changed.find(({ id }) => /workplace/i.test(id));
      return this.#show(place?.id ?? "", problemSentence(code));
    }
    if (code === "idTooAlike") return this.#show("id", problemSentence(code));
    if (code !== "invalidSettings" || !problem.detail) {
      return this.#show("", problemSentence(code));
    }
    const fields = this.isNew ? this.fields.filter(({ id }) => id !== "id") : this.fields;
    const { id, text } = refusedField(fields, problem.detail, this.prefix);
    const isOfId = id === null && this.isNew && problem.detail.startsWith("Let the id ");
    this.#show(isOfId ? "id" : (id ?? ""), text);
  }

  /** At its field, which gets the focus when it is drawn. */
  #show(id, text) {
    this.problems = { [id]: text };
    this.focusDue = id;
    announce(text, true);
  }

  /** After drawing: who was refused goes on where it was. */
  takeFocus() {
    if (this.focusDue === undefined) return;
    const place = document.querySelector(`[data-field="${CSS.escape(this.focusDue)}"]`);
    this.focusDue = undefined;
    const control = place?.querySelector("input, select, textarea, button");
    control?.focus();
    control?.scrollIntoView({ block: "center" });
  }
}
