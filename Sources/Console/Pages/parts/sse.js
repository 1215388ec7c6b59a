// Reads server-sent events. Source: HTML, "Server-sent events", section "Parsing an event stream".

/** Takes text as it comes and gives back the events that are whole. */
export class EventParser {
  #rest = "";
  #data = [];
  #type = "";
  #id = null;
  #isFirst = true;

  /** Returns a list of `{type, id, data}`; `id` is null where the event has none of its own. */
  push(text) {
    if (this.#isFirst && text.length > 0) {
      this.#isFirst = false;
      if (text.startsWith("\uFEFF")) text = text.slice(1);
    }
    const whole = this.#rest + text;
    const lines = whole.split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop();
    const events = [];
    for (const line of lines) this.#take(line, events);
    return events;
  }

  #take(line, events) {
    if (line === "") {
      if (this.#data.length > 0) {
        events.push({ type: this.#type || "message", id: this.#id, data: this.#data.join("\n") });
      }
      this.#data = [];
      this.#type = "";
      this.#id = null;
      return;
    }
    const colon = line.indexOf(":");
    if (colon === 0) return;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "data") this.#data.push(value);
    else if (field === "event") this.#type = value;
    else if (field === "id" && !value.includes("\0")) this.#id = value;
  }
}
