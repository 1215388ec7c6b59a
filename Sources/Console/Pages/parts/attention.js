// Cues that a customer waits, for who looks elsewhere: the window's title, its icon, and a ring.

import { sound } from "./kept.js";

const RING_MILLISECONDS = 2500;
const BLINK_MILLISECONDS = 1000;
const usualIcon = () => document.querySelector("link[rel=icon]");

/**
 * Two short tones, made by the browser. Silent until somebody has touched the page, as browsers
 * want.
 */
export class Ringer {
  #context = null;
  #timer = null;

  constructor() {
    const wake = () => this.#wake();
    addEventListener("pointerdown", wake);
    addEventListener("keydown", wake);
  }

  get isOn() {
    return sound.value !== "off";
  }

  set isOn(value) {
    sound.value = value ? "on" : "off";
    if (value) this.#tone(0);
  }

  start() {
    if (this.#timer !== null) return;
    this.#ring();
    this.#timer = setInterval(() => this.#ring(), RING_MILLISECONDS);
  }

  stop() {
    clearInterval(this.#timer);
    this.#timer = null;
  }

  #wake() {
    this.#context ??= new AudioContext();
    if (this.#context.state === "suspended") this.#context.resume();
  }

  #ring() {
    if (!this.isOn) return;
    this.#tone(0);
    this.#tone(0.35);
  }

  #tone(delaySeconds) {
    const context = this.#context;
    if (context?.state !== "running") return;
    const start = context.currentTime + delaySeconds;
    for (const hertz of [587, 740]) {
      const oscillator = new OscillatorNode(context, { frequency: hertz });
      const gain = new GainNode(context, { gain: 0 });
      gain.gain.setValueAtTime(0, start);
      gain.gain.linearRampToValueAtTime(0.12, start + 0.02);
      gain.gain.exponentialRampToValueAtTime(0.001, start + 0.25);
      oscillator.connect(gain).connect(context.destination);
      oscillator.start(start);
      oscillator.stop(start + 0.3);
    }
  }
}

/** The window's title and icon. */
export class TitleBar {
  #usual = "Offhook";
  #alarm = null;
  #timer = null;
  #icon = usualIcon()?.href;

  /** @param alarm what is urgent, or null. */
  show(usual, alarm) {
    this.#usual = usual;
    if (alarm === this.#alarm) {
      if (alarm === null) document.title = usual;
      return;
    }
    this.#alarm = alarm;
    clearInterval(this.#timer);
    this.#write(true);
    if (alarm === null) return;
    let isOn = true;
    this.#timer = setInterval(() => {
      isOn = !isOn;
      this.#write(isOn);
    }, BLINK_MILLISECONDS);
  }

  #write(isOn) {
    const isAlarm = this.#alarm !== null && isOn;
    document.title = isAlarm ? `(!) ${this.#alarm}` : this.#usual;
    const link = usualIcon();
    if (!link || !this.#icon) return;
    link.href = isAlarm ? this.#icon.replaceAll("%230b6b63", "%23c62828") : this.#icon;
  }
}
