// The stream of events, which comes back by itself after sleep, a change of network or a restart.

import { readBody, refusal, Refusal } from "./api.js";
import { EventParser } from "./sse.js";

// Until a snapshot says how often a sign of life comes.
const USUAL_HEARTBEAT_SECONDS = 15;
const FIRST_PAUSE_MILLISECONDS = 250;
const LONGEST_PAUSE_MILLISECONDS = 8_000;
// A machine that slept has not run this page's timers.
const CHECK_MILLISECONDS = 1_000;

/** A stream that is silent for longer is lost: twice as long as it may be, and a little more. */
export function longestSilenceMilliseconds(heartbeatSeconds) {
  return 2_000 * (heartbeatSeconds + 1);
}

/**
 * How long to wait before the next try: twice as long each time, and never the same for all
 * consoles.
 */
export function pauseMilliseconds(failures, random = Math.random()) {
  const full = FIRST_PAUSE_MILLISECONDS * 2 ** Math.min(failures, 10);
  return Math.min(full, LONGEST_PAUSE_MILLISECONDS) * (0.5 + random / 2);
}

export class EventStream {
  #client;
  #path;
  #tell;
  #lastId = null;
  #lastHeard = 0;
  #longestSilence = longestSilenceMilliseconds(USUAL_HEARTBEAT_SECONDS);
  #failures = 0;
  #abort = null;
  #isWanted = false;
  #wake = null;

  /**
   * @param tell `event(event)` for each one; `live()` when what is shown is true from now on;
   *   `lost(refusal)` when it is not, with what was said, or null; `ended(refusal)` when trying
   *   again is of no use.
   */
  constructor(client, path, tell) {
    this.#client = client;
    this.#path = path;
    this.#tell = tell;
  }

  async start() {
    this.#isWanted = true;
    const check = setInterval(() => this.check(), CHECK_MILLISECONDS);
    const nudge = () => this.nudge();
    addEventListener("online", nudge);
    addEventListener("pageshow", nudge);
    document.addEventListener("visibilitychange", nudge);
    while (this.#isWanted) {
      const problem = await this.#listen();
      if (!this.#isWanted) break;
      if (problem && !problem.isPassing) {
        this.#tell.ended(problem);
        break;
      }
      this.#tell.lost(problem);
      await this.#pause(problem);
    }
    clearInterval(check);
    removeEventListener("online", nudge);
    removeEventListener("pageshow", nudge);
    document.removeEventListener("visibilitychange", nudge);
  }

  stop() {
    this.#isWanted = false;
    this.#abort?.abort();
    this.#wake?.();
  }

  /** Ends a stream that is silent for too long. */
  check() {
    if (this.#abort && Date.now() - this.#lastHeard > this.#longestSilence) this.#abort.abort();
  }

  /** Something changed on this machine: tries at once, if it waits. */
  nudge() {
    if (document.visibilityState === "hidden") return;
    this.check();
    this.#failures = 0;
    this.#wake?.();
  }

  async #listen() {
    const abort = new AbortController();
    this.#abort = abort;
    this.#lastHeard = Date.now();
    const headers = { ...this.#client.headers, Accept: "text/event-stream" };
    if (this.#lastId !== null) headers["Last-Event-ID"] = this.#lastId;
    try {
      const response = await fetch(new URL(this.#path, this.#client.base), {
        headers,
        cache: "no-store",
        credentials: "omit",
        signal: abort.signal,
      });
      if (!response.ok) return refusal(response, await readBody(response));
      // One that is resumed has no snapshot to wait for.
      if (this.#lastId !== null) this.#tell.live();
      await this.#read(response.body.pipeThrough(new TextDecoderStream()).getReader());
      return null;
    } catch {
      return Refusal.serviceUnreachable();
    } finally {
      abort.abort();
      this.#abort = null;
    }
  }

  async #read(reader) {
    const parser = new EventParser();
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      this.#lastHeard = Date.now();
      for (const { type, id, data } of parser.push(value)) {
        this.#failures = 0;
        if (id !== null) this.#lastId = id;
        const event = JSON.parse(data);
        this.#tell.event(event);
        if (type !== "stream.snapshot") continue;
        this.#longestSilence = longestSilenceMilliseconds(event.data.heartbeatSeconds);
        this.#tell.live();
      }
    }
  }

  async #pause(problem) {
    const asked = (problem?.retryAfterSeconds ?? 0) * 1000;
    const pause = Math.max(pauseMilliseconds(this.#failures), Math.min(asked, 30_000));
    this.#failures += 1;
    await new Promise((resolve) => {
      this.#wake = resolve;
      setTimeout(resolve, pause);
    });
    this.#wake = null;
  }
}
