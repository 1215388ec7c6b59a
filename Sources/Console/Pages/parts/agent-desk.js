// What an agent does: each button's request, and what comes of a refusal.

import { announce } from "./speaker.js";
import { sessionId } from "./kept.js";
import { consequences, modes, problemSentence } from "./words.js";
import { choose } from "../views/dialog.js";

export class AgentDesk {
  /** What is open, chosen or typed in the page; nothing that the service knows. */
  ui = {
    isBreakOpen: false,
    pane: null,
    wrongPin: null,
    validation: null,
    sent: "",
    busy: null,
    problem: {},
  };
  breakReasons = [];
  recent = null;
  settings = null;

  constructor({ client, store, clock, tenant, agent, redraw }) {
    Object.assign(this, { client, store, clock, tenant, id: agent, redraw });
  }

  get agent() {
    return this.store.state.agents[this.id];
  }

  /** Whether this window belongs to the session that is running. */
  get isIn() {
    const session = this.agent?.session?.sessionId;
    return session !== undefined && session === sessionId.value;
  }

  own(...parts) {
    return this.client.path(this.tenant, "agents", this.id, ...parts);
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

  /** Asks for something; gives back the answer, or the refusal as `{refusal}`. */
  async ask(action, method, path, body, { isTold = true } = {}) {
    if (this.ui.busy === action) return { refusal: null };
    this.show({ busy: action });
    try {
      return { answer: await this.client.ask(method, path, body) };
    } catch (refusal) {
      const { problem } = refusal;
      if (problem.allowedActions) {
        this.store.happened({ type: "page.refused", agent: this.id, problem });
      }
      if (isTold) this.tell(problemSentence(refusal.code));
      return { refusal };
    } finally {
      this.show({ busy: null });
    }
  }

  /** Reads the agent: what the stream does not tell. */
  async read() {
    const { changes } = this.store.state;
    try {
      const agent = await this.client.ask("GET", this.own());
      this.store.happened({ type: "page.agentRead", agent, changes: changes[this.id] ?? 0 });
    } catch {
      // The stream says when the service is away.
    }
  }

  async readBreakReasons() {
    try {
      const path = this.client.path(this.tenant, "break-reasons");
      this.breakReasons = (await this.client.ask("GET", path)).items.map(({ reason }) => reason);
      this.redraw();
    } catch {
      // Without them a break has the agent's own words.
    }
  }

  /** Today's customers, the newest first. */
  async readRecent() {
    const midnight = new Date(this.clock.now);
    midnight.setHours(0, 0, 0, 0);
    const path = this.client.path(this.tenant, "ledger", "calls");
    const query = new URLSearchParams({ from: midnight.toISOString(), limit: "200" });
    try {
      const items = [];
      for (let pages = 0; pages < 5; pages += 1) {
        const page = await this.client.ask("GET", `${path}?${query}`);
        items.push(...page.items);
        if (page.nextCursor === null) break;
        query.set("cursor", page.nextCursor);
      }
      this.recent = items.reverse();
      this.redraw();
    } catch {
      // It is read again after the next call.
    }
  }

  async logIn(choice = {}) {
    const { answer, refusal } = await this.ask("logIn", "POST", this.own("session"), choice, {
      isTold: false,
    });
    if (answer) {
      sessionId.value = answer.sessionId;
      await this.read();
      return;
    }
    if (refusal?.code === "alreadyLoggedIn") await this.decideOnOther();
    else if (refusal) this.tell(problemSentence(refusal.code));
  }

  /** Another window or computer has the session: only the agent can say whether it is to end. */
  async decideOnOther() {
    await this.read();
    const running = this.agent?.session?.sessionId;
    const key = await choose({
      title: "You are logged in already",
      text:
        "In another window or on another computer you are logged in. You can go on with that " +
        "here, or end it and begin anew.",
      points: [
        "Going on here keeps your phone connected.",
        "Beginning anew ends the phone connection; you answer your phone and enter a PIN again.",
      ],
      choices: [
        { key: "goOn", label: "Go on here" },
        { key: "takeOver", label: "Begin anew", kind: "danger" },
      ],
    });
    if (key === "goOn" && running) await this.logIn({ sessionId: running });
    if (key === "takeOver") await this.logIn({ takeOver: true });
  }

  async logOut(when) {
    const path = this.own("session") + (when ? `?when=${when}` : "");
    const { answer, refusal } = await this.ask("logOut", "DELETE", path, undefined, {
      isTold: false,
    });
    if (answer !== undefined) {
      if (when !== "afterCall") sessionId.value = null;
      return;
    }
    if (refusal?.code === "inCall") await this.decideOnCall();
    else if (refusal) this.tell(problemSentence(refusal.code));
  }

  async decideOnCall() {
    const key = await choose({
      title: "Log out during a call?",
      text: "You are with a customer.",
      points: [
        "After the call: you are logged out when it ends.",
        "Now: you leave at once. The customer hears music and goes back to the queue or the " +
          "operator.",
      ],
      choices: [
        { key: "afterCall", label: "After the call" },
        { key: "now", label: "Now", kind: "danger" },
      ],
    });
    if (key) await this.logOut(key);
  }

  async setStatus(status, reason) {
    this.show({ isBreakOpen: false });
    await this.ask(
      "setStatus",
      "PUT",
      this.own("status"),
      reason ? { status, reason } : { status },
    );
  }

  openConnection() {
    return this.ask("openConnection", "POST", this.own("connection"));
  }

  async closeConnection() {
    const { state } = this.agent.connection;
    if (state === "open") {
      const key = await choose({
        title: "Close the phone connection?",
        text: "Your phone is hung up. No customer reaches you until you open the connection again.",
        choices: [{ key: "close", label: "Close connection", kind: "danger" }],
      });
      if (!key) return;
    }
    const { validation } = this.ui;
    const path = validation && validation === this.agent.connection.attemptId
      ? this.own("workplace-validations", validation)
      : this.own("connection");
    await this.ask("closeConnection", "DELETE", path);
  }

  async confirmPin(pin) {
    const { attemptId } = this.agent.connection;
    const isValidation = this.ui.validation === attemptId;
    const path = isValidation
      ? this.own("workplace-validations", attemptId, "confirm")
      : this.own("connection", "confirm");
    const body = isValidation ? { pin } : { attemptId, pin };
    const { answer, refusal } = await this.ask("confirmPin", "POST", path, body, { isTold: false });
    if (answer) {
      this.show({ wrongPin: null });
      return true;
    }
    if (!refusal) return false;
    const left = refusal.problem.attemptsLeft;
    const isOver = left === 0 ? " The call ends. Re-open the connection for a new PIN." : "";
    const more = left > 0 ? ` ${left === 1 ? "One try is" : `${left} tries are`} left.` : isOver;
    this.show({ wrongPin: { attemptId, text: problemSentence(refusal.code) + more } });
    return false;
  }

  acceptOffer() {
    return this.onOffer("acceptOffer", "accept");
  }

  rejectOffer() {
    return this.onOffer("rejectOffer", "reject");
  }

  onOffer(action, verb) {
    const { offer } = this.agent;
    return this.ask(action, "POST", this.client.path(this.tenant, "offers", offer.id, verb));
  }

  /** Hold, resume, mute, unmute and hang up. */
  onCall(action, verb, body) {
    const { call } = this.agent;
    return this.ask(action, "POST", this.client.path(this.tenant, "calls", call.id, verb), body);
  }

  async sendDigits(digits) {
    this.show({ sent: (this.ui.sent + digits).slice(-24) });
    const { call } = this.agent;
    // Digits may follow each other faster than their answers come.
    await this.ask(`digits-${this.ui.sent.length}-${digits}`, "POST",
      this.client.path(this.tenant, "calls", call.id, "dtmf"), { digits });
  }

  async transfer(to, isColleague) {
    const body = { kind: "blind", ...(isColleague ? { agent: to } : { to }) };
    const { answer } = await this.onCall("transfer", "transfers", body);
    if (answer) this.show({ pane: null });
  }

  placeCall(to) {
    return this.ask("placeCall", "POST", this.own("calls"), { to });
  }

  completeWrapUp() {
    return this.ask("completeWrapUp", "POST", this.own("wrap-up", "complete"));
  }

  async readSettings() {
    const { answer } = await this.ask("readSettings", "GET", this.own("phone-settings"));
    if (answer) this.settings = answer;
    this.redraw();
  }

  /**
   * Saves, after the agent has confirmed what a change of mode leads to. Gives back whether it is
   * saved.
   */
  async changeSettings(change) {
    const path = this.own("phone-settings");
    const { answer, refusal } = await this.ask("changeSettings", "PATCH", path, change, {
      isTold: false,
    });
    if (answer) {
      this.settings = answer;
      this.show({ problem: { ...this.ui.problem, settings: null } });
      return true;
    }
    if (refusal?.code === "confirmationRequired") {
      const key = await choose({
        title: `Change to ${modes[change.connectionMode] ?? "the usual mode"}?`,
        text: "This is what happens:",
        points: (refusal.problem.consequences ?? []).map((code) => consequences[code] ?? code),
        choices: [{ key: "change", label: "Change" }],
      });
      return key ? this.changeSettings({ ...change, confirmed: true }) : false;
    }
    if (refusal) {
      const { code } = refusal;
      this.show({
        problem: { ...this.ui.problem, settings: { code, text: problemSentence(code), change } },
      });
    }
    return false;
  }

  /** Calls a workplace only to prove it with a PIN. */
  async validateWorkplace(workplace) {
    const { answer } = await this.ask(
      "validateWorkplace",
      "POST",
      this.own("workplace-validations"),
      { workplace },
    );
    if (answer) this.show({ validation: answer.attemptId });
    return Boolean(answer);
  }
}
