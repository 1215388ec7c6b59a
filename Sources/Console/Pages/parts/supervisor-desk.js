// What a supervisor does with an agent.

import { Recordings } from "./recordings.js";
import { announce } from "./speaker.js";
import { customerName, problemSentence } from "./words.js";
import { choose } from "../views/dialog.js";

export class SupervisorDesk {
  ui = {
    filter: { text: "", status: "" },
    order: { key: "status", isDescending: false },
    managed: null,
  };
  /** Of an administrator: the pages where something is set up. */
  admin = null;
  #underWay = new Set();

  constructor({ client, store, clock, tenant, scopes, redraw }) {
    Object.assign(this, { client, store, clock, tenant, scopes, redraw });
    this.recordings = new Recordings({
      client,
      tenant,
      mayDelete: this.may("administer"),
      tell: (text) => this.tell(text),
      redraw,
    });
  }

  get state() {
    return this.store.state;
  }

  may(scope) {
    return this.scopes.includes(scope);
  }

  show(change) {
    Object.assign(this.ui, change);
    this.redraw();
  }

  tell(text, isUrgent = true) {
    announce(text, isUrgent);
    const notice = {
      id: `page-${text}`,
      type: isUrgent ? "page.problem" : "page.notice",
      data: { text },
    };
    this.store.happened({ type: "page.notice", notice });
  }

  async ask(method, path, id) {
    // A second press asks for nothing more.
    const request = `${method} ${path}`;
    if (this.#underWay.has(request)) return;
    this.#underWay.add(request);
    try {
      await this.client.ask(method, path);
    } catch (refusal) {
      if (refusal.problem.allowedActions) {
        this.store.happened({ type: "page.refused", agent: id, problem: refusal.problem });
      }
      this.tell(problemSentence(refusal.code));
    } finally {
      this.#underWay.delete(request);
    }
  }

  of(id, ...parts) {
    return this.client.path(this.tenant, "agents", id, ...parts);
  }

  liftLock(id) {
    return this.ask("DELETE", this.of(id, "connection", "lock"), id);
  }

  async closeConnection(id) {
    const { name } = this.state.agents[id];
    const key = await choose({
      title: `Close ${name}'s connection?`,
      text: "Their phone is hung up. They are offered nobody until they open it again.",
      choices: [{ key: "close", label: "Close connection", kind: "danger" }],
    });
    if (key) await this.ask("DELETE", this.of(id, "connection"), id);
  }

  async hangUp(id) {
    const { call, name } = this.state.agents[id];
    const key = await choose({
      title: "Hang up the customer?",
      text: `${customerName(call)} and ${name} are talking. The customer's call ends.`,
      choices: [{ key: "end", label: "Hang up", kind: "danger" }],
    });
    if (key) await this.ask("POST", this.client.path(this.tenant, "calls", call.id, "hangup"), id);
  }

  async logOut(id) {
    const { call, name } = this.state.agents[id];
    const key = await choose({
      title: `Log ${name} out?`,
      text: call
        ? `${name} is with a customer.`
        : "The phone connection ends, and a customer who waits goes back to the queue.",
      points: call ? [
        "After the call: when it ends.",
        "Now: the customer hears music and goes back to the queue.",
      ] : [],
      choices: call
        ? [
          { key: "afterCall", label: "After the call" },
          { key: "now", label: "Now", kind: "danger" },
        ]
        : [{ key: "plain", label: "Log out", kind: "danger" }],
    });
    if (!key) return;
    const when = key === "plain" ? "" : `?when=${key}`;
    await this.ask("DELETE", this.of(id, "session") + when, id);
  }
}
