// What a supervisor does with an agent.

import { ownPhone } from "./kept.js";
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

  /** By which this supervisor takes part in calls. */
  get ownPhone() {
    try {
      const { kind, address } = JSON.parse(ownPhone.value);
      if (typeof kind === "string" && typeof address === "string") return { kind, address };
    } catch {
      // Nothing was kept, or nothing that can be read.
    }
    return { kind: "endpoint", address: "" };
  }

  supervisionOf(call) {
    return Object.values(this.state.supervisions).find(({ callId }) => callId === call) ?? null;
  }

  async ask(method, path, id, body) {
    // A second press asks for nothing more.
    const request = `${method} ${path}`;
    if (this.#underWay.has(request)) return;
    this.#underWay.add(request);
    try {
      await this.client.ask(method, path, body);
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

  /** Begins in this mode, or changes to it. */
  async supervise(id, mode, phone) {
    const { call } = this.state.agents[id];
    const path = this.client.path(this.tenant, "calls", call.id, "supervisions");
    const now = this.supervisionOf(call.id);
    if (now) return this.ask("PATCH", `${path}/${now.id}`, id, { mode });
    if (!phone?.address) {
      document.getElementById("own-phone")?.focus();
      return this.tell("Enter your phone first: it is called, and you take part by it.");
    }
    ownPhone.value = JSON.stringify(phone);
    return this.ask("POST", path, id, { mode, phone });
  }

  async endSupervision(id) {
    const { call } = this.state.agents[id];
    const now = this.supervisionOf(call.id);
    if (!now) return;
    const path = this.client.path(this.tenant, "calls", call.id, "supervisions", now.id);
    await this.ask("DELETE", path, id);
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
