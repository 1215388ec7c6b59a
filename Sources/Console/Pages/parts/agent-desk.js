// What an agent does: each button's request, and what comes of a refusal.

import { announce } from "./speaker.js";
import { sessionId, validation } from "./kept.js";
import { problemSentence } from "./words.js";
import {
  askAboutCall, askAboutClosing, askAboutMode, askAboutOther,
} from "../views/questions.js";

/** As many as one request may have. */
const MOST_DIGITS = 32;
const READINGS = 4;

export class AgentDesk {
  /** What is open, chosen or typed in the page; nothing that the service knows. */
  ui = {
    isBreakOpen: false,
    pane: null,
    wrongPin: null,
    validation: validation.value,
    sent: "",
    problem: {},
  };
  breakReasons = [];
  recent = null;
  settings = null;
  #underWay = new Set();
  #digits = "";
  #isSending = false;

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

  /**
   * Asks for something; gives back the answer, or the refusal as `{refusal}`. A second press, while
   * the first one is on its way, asks for nothing more.
   */
  async ask(method, path, body, { isTold = true } = {}) {
    const request = `${method} ${path} ${JSON.stringify(body)}`;
    if (this.#underWay.has(request)) return { refusal: null };
    this.#underWay.add(request);
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
      this.#underWay.delete(request);
      this.redraw();
    }
  }

  /** Reads the agent: what the stream does not tell. Anew where something happened meanwhile. */
  async read() {
    for (let tries = 0; tries < READINGS; tries += 1) {
      const changes = this.#changes;
      try {
        const agent = await this.client.ask("GET", this.own());
        this.store.happened({ type: "page.agentRead", agent, changes });
      } catch {
        // The stream says when the service is away.
        return;
      }
      if (changes === this.#changes) return;
    }
  }

  get #changes() {
    return this.store.state.changes[this.id] ?? 0;
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
    const { answer, refusal } = await this.ask("POST", this.own("session"), choice, {
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
    const key = await askAboutOther();
    if (key === "goOn" && running) await this.logIn({ sessionId: running });
    if (key === "takeOver") await this.logIn({ takeOver: true });
  }

  async logOut(when) {
    const path = this.own("session") + (when ? `?when=${when}` : "");
    const { answer, refusal } = await this.ask("DELETE", path, undefined, { isTold: false });
    if (answer !== undefined) {
      if (when !== "afterCall") sessionId.value = null;
      return;
    }
    if (refusal?.code === "inCall") await this.decideOnCall();
    else if (refusal) this.tell(problemSentence(refusal.code));
  }

  async decideOnCall() {
    const key = await askAboutCall();
    if (key) await this.logOut(key);
  }

  async setStatus(status, reason) {
    this.show({ isBreakOpen: false });
    const body = reason ? { status, reason } : { status };
    await this.ask("PUT", this.own("status"), body);
  }

  openConnection() {
    return this.ask("POST", this.own("connection"));
  }

  async closeConnection() {
    const { state } = this.agent.connection;
    if (state === "open" && !(await askAboutClosing())) return;
    const { attemptId } = this.agent.connection;
    const path = this.ui.validation === attemptId
      ? this.own("workplace-validations", attemptId)
      : this.own("connection");
    await this.ask("DELETE", path);
  }

  async confirmPin(pin) {
    const { attemptId } = this.agent.connection;
    const isValidation = this.ui.validation === attemptId;
    const path = isValidation
      ? this.own("workplace-validations", attemptId, "confirm")
      : this.own("connection", "confirm");
    const body = isValidation ? { pin } : { attemptId, pin };
    const { answer, refusal } = await this.ask("POST", path, body, { isTold: false });
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
    return this.onOffer("accept");
  }

  rejectOffer() {
    return this.onOffer("reject");
  }

  onOffer(verb) {
    const { offer } = this.agent;
    return this.ask("POST", this.client.path(this.tenant, "offers", offer.id, verb));
  }

  /** Hold, resume, mute, unmute and hang up. */
  onCall(verb, body) {
    const { call } = this.agent;
    return this.ask("POST", this.client.path(this.tenant, "calls", call.id, verb), body);
  }

  /** In their order: what is pressed while others are on their way goes after them, together. */
  async sendDigits(digits) {
    this.show({ sent: (this.ui.sent + digits).slice(-24) });
    this.#digits += digits;
    if (this.#isSending) return;
    this.#isSending = true;
    while (this.#digits !== "" && this.agent.call) {
      const next = this.#digits.slice(0, MOST_DIGITS);
      this.#digits = this.#digits.slice(MOST_DIGITS);
      await this.onCall("dtmf", { digits: next });
    }
    this.#digits = "";
    this.#isSending = false;
  }

  /** Sends the customer on, or asks first: `blind` or `consult`; or brings them in: `add`. */
  async transfer(kind, to, isColleague) {
    const target = isColleague ? { agent: to } : { to };
    const { answer } = kind === "add"
      ? await this.onCall("participants", target)
      : await this.onCall("transfers", { kind, ...target });
    if (answer) this.show({ pane: null });
  }

  /** Goes on with whom the agent has called: `swap`, `join`, `complete` or `cancel`. */
  onParticipant(deed) {
    const { call } = this.agent;
    if (!call?.participant) return null;
    return this.ask("POST", this.client.path(
      this.tenant, "calls", call.id, "transfers", call.participant.id, deed));
  }

  /** `start`, and with the one that there is `pause`, `resume` and `stop`. */
  onRecording(deed) {
    const { call } = this.agent;
    if (!call) return null;
    const own = deed === "start" ? [] : [call.recording?.id ?? "none", deed];
    return this.ask("POST", this.client.path(this.tenant, "calls", call.id, "recordings", ...own));
  }

  placeCall(to) {
    return this.ask("POST", this.own("calls"), { to });
  }

  completeWrapUp() {
    return this.ask("POST", this.own("wrap-up", "complete"));
  }

  async readSettings() {
    const { answer } = await this.ask("GET", this.own("phone-settings"));
    if (answer) this.settings = answer;
    this.redraw();
  }

  /**
   * Saves, after the agent has confirmed what a change of mode leads to. Gives back whether it is
   * saved.
   */
  async changeSettings(change) {
    const path = this.own("phone-settings");
    const { answer, refusal } = await this.ask("PATCH", path, change, { isTold: false });
    if (answer) {
      this.settings = answer;
      this.show({ problem: { ...this.ui.problem, settings: null } });
      return true;
    }
    if (refusal?.code === "confirmationRequired") {
      const { consequences } = refusal.problem;
      const key = await askAboutMode(change.connectionMode, consequences);
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
    const path = this.own("workplace-validations");
    const { answer } = await this.ask("POST", path, { workplace });
    if (answer) {
      validation.value = answer.attemptId;
      this.show({ validation: answer.attemptId });
    }
    return Boolean(answer);
  }
}
