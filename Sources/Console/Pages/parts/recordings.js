// The recordings of a tenant's calls: a supervisor hears them, an administrator deletes them.

import { problemSentence } from "./words.js";
import { choose } from "../views/dialog.js";

const PAGE_LENGTH = 20;
const READING_DELAY_MILLISECONDS = 500;

export class Recordings {
  /** Null until they were read. */
  items = null;
  nextCursor = null;
  /** What is being fetched, and then heard: `{ id, url }`. */
  playing = null;
  #fetching = null;
  #timer = null;

  constructor({ client, tenant, mayDelete, tell, redraw }) {
    Object.assign(this, { client, tenant, mayDelete, tell, redraw });
  }

  /** Something happened: they are read anew, once for many. */
  readSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.read(), READING_DELAY_MILLISECONDS);
  }

  path(...parts) {
    return this.client.path(this.tenant, "recordings", ...parts);
  }

  /** @param cursor where the next ones begin; the newest where it is left out. */
  async read(cursor) {
    const more = cursor ? `&cursor=${encodeURIComponent(cursor)}` : "";
    try {
      const list = await this.client.ask("GET", `${this.path()}?limit=${PAGE_LENGTH}${more}`);
      if (cursor) {
        this.items = [...(this.items ?? []), ...list.items];
        this.nextCursor = list.nextCursor ?? null;
      } else {
        await this.#take(list);
      }
    } catch (refusal) {
      if (!refusal.isPassing) this.tell(problemSentence(refusal.code));
    }
    this.redraw();
  }

  /** The newest: they take the place of all, but that nothing older goes while it may be heard. */
  async #take(list) {
    const heard = this.playing?.id;
    const isThere = list.items.some((item) => item.id === heard);
    if (!heard || (!isThere && !(await this.#isKept(heard)))) {
      if (heard && this.playing?.id === heard) this.silence();
      this.items = list.items;
      this.nextCursor = list.nextCursor ?? null;
      return;
    }
    const before = this.items ?? [];
    const merged = merge(list, before);
    // Where older ones stay, they go on behind the last of them.
    if (merged.length === list.items.length) this.nextCursor = list.nextCursor ?? null;
    this.items = merged;
  }

  /** Whether a recording that is not among the newest is still there; so it is while nobody says that it is not. */
  async #isKept(id) {
    try {
      await this.client.ask("GET", this.path(id));
      return true;
    } catch (refusal) {
      return refusal.code !== "recordingUnknown";
    }
  }

  /** The token is in a header, so the sound cannot be named by an address alone. */
  async play(id) {
    this.silence();
    const fetching = new AbortController();
    this.#fetching = fetching;
    this.playing = { id, url: null };
    this.redraw();
    try {
      const file = await this.client.fetchFile(this.path(id, "file"), fetching.signal);
      if (fetching.signal.aborted) return;
      this.playing = { id, url: URL.createObjectURL(file) };
    } catch (refusal) {
      if (fetching.signal.aborted) return;
      this.playing = null;
      this.tell(problemSentence(refusal.code));
    }
    this.redraw();
  }

  silence() {
    this.#fetching?.abort();
    if (this.playing?.url) URL.revokeObjectURL(this.playing.url);
    this.playing = null;
    this.redraw();
  }

  async remove(id) {
    const key = await choose({
      title: "Delete this recording?",
      text: "Its file is deleted, and cannot be brought back.",
      choices: [{ key: "delete", label: "Delete", kind: "danger" }],
    });
    if (!key) return;
    if (this.playing?.id === id) this.silence();
    try {
      await this.client.ask("DELETE", this.path(id));
    } catch (refusal) {
      this.tell(problemSentence(refusal.code));
    }
    await this.read();
  }

  stop() {
    clearTimeout(this.#timer);
    this.silence();
  }
}

/** The newest and, behind them, those that were there and are older than all of these. */
function merge({ items, nextCursor }, before) {
  if (!nextCursor) return items;
  const oldest = items.at(-1);
  const isOlder = ({ startedAt, id }) =>
    startedAt < oldest.startedAt || (startedAt === oldest.startedAt && id < oldest.id);
  return [...items, ...before.filter(isOlder)];
}
