// The state, and who wants to know that it has changed.

import { beginning, next } from "./state.js";

export class Store {
  state = beginning;
  #watchers = [];

  /** Calls `watcher(event, before)` after each thing that happens. */
  watch(watcher) {
    this.#watchers.push(watcher);
  }

  happened(event) {
    const before = this.state;
    this.state = next(before, event);
    for (const watcher of this.#watchers) watcher(event, before);
  }
}
