// The service's time. This machine's own clock may be wrong, so countdowns follow `serverTime`.

/** Learns from answers how far the service's clock is from this machine's. */
export class ServerClock {
  #aheadMilliseconds = 0;
  #read;

  constructor(read = () => Date.now()) {
    this.#read = read;
  }

  /** An answer that was asked for at `askedAt` says what time it is. */
  learn(serverTime, askedAt = this.#read()) {
    const said = Date.parse(serverTime);
    if (Number.isNaN(said)) return;
    this.#aheadMilliseconds = said - (askedAt + this.#read()) / 2;
  }

  get now() {
    return this.#read() + this.#aheadMilliseconds;
  }

  /** Whole seconds from now until a time; never below 0. */
  secondsUntil(time) {
    return Math.max(0, Math.ceil((Date.parse(time) - this.now) / 1000));
  }

  secondsSince(time) {
    return Math.max(0, Math.floor((this.now - Date.parse(time)) / 1000));
  }
}

/** 75 → "1:15", 3675 → "1:01:15". */
export function asDuration(seconds) {
  const two = (number) => String(number).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0
    ? `${hours}:${two(minutes)}:${two(seconds % 60)}`
    : `${minutes}:${two(seconds % 60)}`;
}

/** A time of day as people here write it. */
export function asTimeOfDay(time, withSeconds = false) {
  const style = { hour: "numeric", minute: "2-digit" };
  if (withSeconds) style.second = "2-digit";
  return new Date(time).toLocaleTimeString([], style);
}

/**
 * Writes what runs: elements with `data-since`, `data-until`, and bars with `data-from` too. Where
 * nobody knows whether it is so now, nothing runs.
 */
export function showTime(clock, root = document) {
  if (root.querySelector("main.stale")) return;
  for (const element of root.querySelectorAll("[data-since]")) {
    write(element, asDuration(clock.secondsSince(element.dataset.since)));
  }
  for (const element of root.querySelectorAll("time[data-until]")) {
    write(element, asDuration(clock.secondsUntil(element.dataset.until)));
  }
  for (const bar of root.querySelectorAll("progress[data-until]")) {
    const [from, until] = [Date.parse(bar.dataset.from), Date.parse(bar.dataset.until)];
    bar.max = Math.max(1, until - from);
    bar.value = Math.min(bar.max, Math.max(0, until - clock.now));
  }
}

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
