// Tests of the console's pure modules. scripts/console-test runs them in the browser, in a page of the
// service, and gets `{passed, failed}` back.
(async () => {
  const module = (path) => import(new URL(`/console/${path}`, location.origin));
  const { EventParser } = await module("parts/sse.js");
  const { beginning, next, needsReading } = await module("parts/state.js");
  const { refusals, mode } = await module("parts/actions.js");
  const words = await module("parts/words.js");
  const { ServerClock, asDuration } = await module("parts/clock.js");
  const { pauseMilliseconds } = await module("parts/stream.js");
  const { rows, counts, connectionText } = await module("parts/team.js");
  const { sentence } = await module("parts/timeline.js");
  const { draw, drawPage, h } = await module("parts/dom.js");
  const { listenToKeys } = await module("views/shortcuts.js");
  const { placeOf, hashOf } = await module("parts/place.js");
  const forms = await module("parts/form.js");
  const { policyFields, usualText } = await module("parts/policy-fields.js");
  const profiles = await module("parts/profile-fields.js");
  const { filtered } = await module("views/admin-lists.js");
  const { lengthText } = await module("views/lines.js");

  const passed = [];
  const failed = [];
  async function test(name, body) {
    try {
      await body();
      passed.push(name);
    } catch (error) {
      failed.push(`${name}: ${error.message}`);
    }
  }
  function equal(found, expected) {
    const [one, other] = [JSON.stringify(found), JSON.stringify(expected)];
    if (one !== other) throw new Error(`${one} is not ${other}`);
  }

  const time = "2026-03-02T08:00:00.000Z";
  const alice = {
    id: "alice", tenant: "acme", name: "Alice", group: "sales",
    status: { status: "available", requestedStatus: "available", reason: "agent", since: time },
    session: { sessionId: "s1", loggedInAt: time },
    connection: { state: "open", attemptId: "a1", openedAt: time, health: { state: "healthy" } },
    phoneSettings: { connectionMode: "persistent", autoAnswer: false, workplace: { kind: "endpoint", address: "1001" } },
  };
  const offer = {
    id: "o1", agent: "alice", state: "pending", direction: "inbound", mustAccept: false, acceptOn: "console",
    caller: { number: "+4930", name: "Carol", withheld: false }, createdAt: time, expiresAt: "2026-03-02T08:00:15.000Z",
  };
  const call = { id: "c1", agent: "alice", state: "connected", direction: "inbound", caller: offer.caller, createdAt: time, connectedAt: time };
  let number = 0;
  const event = (type, data, agent = "alice") => ({ id: `e${(number += 1)}`, type, time, tenant: "acme", agent, data });
  const snapshot = { type: "stream.snapshot", time, tenant: "acme", data: { agents: [alice], offers: [], calls: [], service: { ready: true, state: "ready", reasons: [] }, serverTime: time } };
  const after = (...events) => events.reduce(next, next(beginning, snapshot));
  const aliceAfter = (...events) => after(...events).agents.alice;

  const enumeration = (text, schema) => {
    const found = new RegExp(`\\n    ${schema}:[\\s\\S]*?enum:\\s*\\[([^\\]]+)\\]`).exec(text);
    return found[1].split(",").map((word) => word.trim());
  };

  // Server-sent events
  const all = (...chunks) => {
    const parser = new EventParser();
    return chunks.flatMap((chunk) => parser.push(chunk));
  };
  const one = { type: "a.b", id: "7", data: "{}" };
  for (const end of ["\n", "\r\n", "\r"]) {
    const text = `id: 7${end}event: a.b${end}data: {}${end}${end}`;
    await test(`an event whose lines end with ${JSON.stringify(end)} is read`, () => equal(all(text, ": x\n"), [one]));
    await test(`so it is in pieces, ${JSON.stringify(end)}`, () => equal(all(...text, ": x\n"), [one]));
  }
  await test("a recording is shown as it is told, and goes with its end", () => {
    const recording = (state, more = {}) => ({ callId: "c1", recording: { id: "r1", state, startedAt: time, ...more } });
    const talking = event("call.connected", call);
    const begun = event("recording.started", recording("recording"));
    equal(aliceAfter(talking, begun).call.recording.state, "recording");
    equal(refusals(aliceAfter(talking, begun)).startRecording, "alreadyRecording");
    equal(refusals(aliceAfter(talking, begun)).pauseRecording, null);
    const paused = event("recording.paused", recording("paused", { pausedByAgent: true }));
    equal(aliceAfter(talking, begun, paused).call.recording.pausedByAgent, true);
    const stopped = event("recording.stopped", { ...recording("stopping"), endReason: "stopped" });
    equal(aliceAfter(talking, begun, paused, stopped).call.recording, undefined);
    equal(refusals(aliceAfter(talking, begun, stopped)).stopRecording, "notRecording");
    const failed = event("recording.failed", { ...recording("starting"), endReason: "failed" });
    equal(aliceAfter(talking, failed).call.recordingFailed, true);
    const other = event("recording.started", { ...recording("recording"), callId: "c2" });
    equal(aliceAfter(talking, other).call.recording, undefined);
  });

  await test("comments and unknown fields are left out", () => equal(all(": alive\n\n", "retry: 3\nid: 7\nevent: a.b\ndata: {}\n\n"), [one]));
  await test("data on several lines is joined", () => equal(all("data: a\ndata:b\ndata\n\n"), [{ type: "message", id: null, data: "a\nb\n" }]));
  await test("an event without data is none, and leaves nothing behind", () => equal(all("event: x\nid: 1\n\ndata: a\n\n"), [{ type: "message", id: null, data: "a" }]));
  await test("a byte order mark is no part of it", () => equal(all("\uFEFFdata: a\n\n"), [{ type: "message", id: null, data: "a" }]));
  await test("what is not whole is kept back", () => equal(all("data: a\n"), []));

  // The reducer
  await test("a snapshot is all there is", () => {
    const state = next(after(event("offer.created", offer)), snapshot);
    equal([Object.keys(state.offers), state.agents.alice.offer, state.hasSnapshot], [[], undefined, true]);
  });
  await test("a reset takes the page off the air until the next snapshot", () => {
    const state = [{ type: "page.live" }, { type: "stream.reset", time, data: { reason: "cannotResume" } }].reduce(next, after());
    equal([state.isLive, state.hasSnapshot], [false, false]);
  });
  await test("an offer comes, and goes when it has ended", () => {
    equal(aliceAfter(event("offer.created", { ...offer, serverTime: time })).offer, offer);
    for (const state of ["rejected", "timedOut", "canceled", "failed", "accepted"]) {
      equal(aliceAfter(event("offer.created", offer), event(`offer.${state}`, { ...offer, state })).offer, undefined);
    }
  });
  await test("the end of an older offer leaves the newer one", () =>
    equal(aliceAfter(event("offer.created", { ...offer, id: "o2" }), event("offer.canceled", { ...offer, state: "canceled" })).offer.id, "o2"));
  await test("who waits for a router's choice is there until they are accepted or leave", () => {
    const customer = { id: "q1", direction: "inbound", caller: { withheld: true }, since: time, expiresAt: offer.expiresAt };
    const comes = { type: "customer.waiting", time, tenant: "acme", data: { ...customer, serverTime: time } };
    const left = { type: "customer.left", time, tenant: "acme", data: { ...customer, endReason: "hungUp", serverTime: time } };
    const routed = { ...offer, waitingCustomer: "q1" };
    const waiting = (...events) => after(comes, ...events).waiting;
    equal(waiting(), { q1: customer });
    equal(waiting(event("offer.created", routed)).q1.offerId, offer.id);
    equal(waiting(event("offer.created", routed), event("offer.rejected", { ...routed, state: "rejected" })), { q1: customer });
    equal(waiting(event("offer.created", routed), event("offer.accepted", { ...routed, state: "accepted" })), {});
    equal(waiting(left), {});
    equal(next(after(comes), snapshot).waiting, {});
  });
  await test("who waited is with an agent, also with one who is not known", () => {
    const comes = { type: "customer.waiting", time, tenant: "acme", data: { id: "q1", caller: { withheld: true }, since: time } };
    equal(after(comes, event("offer.accepted", { ...offer, agent: "bob", waitingCustomer: "q1", state: "accepted" }, "bob")).waiting, {});
  });
  await test("a call is there until it ends", () => {
    equal(aliceAfter(event("call.connected", call)).call, call);
    equal(aliceAfter(event("call.held", { ...call, held: true })).call.held, true);
    equal(aliceAfter(event("call.connected", call), event("call.ended", { ...call, state: "ended" })).call, undefined);
  });
  await test("a connection goes through its states", () => {
    const way = [
      event("connection.dialing", { attemptId: "a2" }), event("connection.ringing", { attemptId: "a2" }),
      event("connection.verifying", { attemptId: "a2", expiresAt: offer.expiresAt }),
      event("connection.pinRejected", { attemptId: "a2", attemptsLeft: 2 }), event("connection.opened", { attemptId: "a2" }),
      event("connection.unhealthy", { attemptId: "a2", reason: "phoneOnHold" }), event("connection.recovered", { attemptId: "a2" }),
      event("connection.closed", { attemptId: "a2", endReason: "phoneHungUp" }),
    ];
    const seen = way.map((_, index) => {
      const { state, health, attemptsLeft } = aliceAfter(...way.slice(0, index + 1)).connection;
      return [state, health?.state, attemptsLeft].filter(Boolean).join(" ");
    });
    equal(seen, ["dialing", "ringing", "verifying", "verifying 2", "open healthy", "open unhealthy", "open healthy", "closed"]);
    equal(aliceAfter(...way).connection.endReason, "phoneHungUp");
    const { history } = aliceAfter(...way.slice(0, 7)).connection.health;
    equal(history.map(({ state, reason }) => [state, reason].filter(Boolean).join(" ")), ["unhealthy phoneOnHold", "healthy"]);
  });
  await test("a lock outlives the attempt, until it is lifted", () => {
    const way = [event("connection.pinLocked", { pinLocked: true }), event("connection.closed", { attemptId: "a1", endReason: "pinFailed" })];
    equal(aliceAfter(...way).connection.pinLockedAt, time);
    equal(aliceAfter(...way, event("connection.pinUnlocked", { pinLocked: false })).connection.pinLockedAt, undefined);
  });
  await test("who is logged out has no session", () =>
    equal(aliceAfter(event("agent.statusChanged", { status: "loggedOut", reason: "forgotten" })).session, undefined));
  await test("an answer older than what was told since is not taken in", () => {
    const state = after(event("call.connected", call));
    const changes = state.changes.alice - 1;
    equal(next(state, { type: "page.agentRead", agent: alice, changes }).agents.alice.call, call);
    equal(next(state, { type: "page.agentRead", agent: alice, changes: changes + 1 }).agents.alice.call, undefined);
  });
  await test("what the service refuses goes first, until something changes", () => {
    const problem = { allowedActions: ["logOut"], refusedActions: [{ action: "hold", code: "callUnknown" }] };
    const state = next(after(), { type: "page.refused", agent: "alice", problem });
    equal(state.refused.alice, { logOut: null, hold: "callUnknown" });
    equal(next(state, event("call.connected", call)).refused.alice, undefined);
  });
  await test("an agent who is not known changes nothing but the timeline", () => {
    const state = after(event("call.connected", { ...call, agent: "bob" }, "bob"));
    equal([state.calls, state.timeline.length], [{}, 1]);
  });
  await test("a newer message of a kind takes the place of the older one", () => {
    const lost = (endReason) => event("notice.connectionLost", { endReason });
    equal(after(lost("noAnswer"), lost("busy")).notices.map(({ data }) => data.endReason), ["busy"]);
    equal(after(lost("noAnswer"), event("notice.connectionOpened", {})).notices.length, 1);
    equal(after(lost("noAnswer"), event("notice.settingsSaved", {})).notices.length, 2);
  });
  await test("that the connection is open is said no longer than it is known", () => {
    const state = after(event("notice.connectionOpened", {}));
    equal(next(state, { type: "page.lost" }).notices, []);
    equal(next(state, event("connection.closed", { endReason: "modeChanged" })).notices, []);
  });
  await test("the state before is not touched", () => {
    const state = after();
    const text = JSON.stringify(state);
    [event("offer.created", offer), event("call.connected", call), event("connection.closed", { attemptId: "a1" })].reduce(next, state);
    equal(JSON.stringify(state), text);
  });
  await test("the service's troubles are seen and pass", () => {
    const bad = after({ type: "service.degraded", time, data: { reason: "Away." } });
    equal(bad.service.reasons, ["Away."]);
    equal(next(bad, { type: "service.restored", time, data: { gapMilliseconds: 3 } }).service.ready, true);
  });

  // What can be done
  await test("each action that the contract knows is judged in every state", async () => {
    const text = await (await fetch("/openapi.yaml")).text();
    const overseers = ["liftPinLock", "superviseCall", "changeSupervision", "endSupervision"];
    const listed = enumeration(text, "AllowedAction").filter((name) => !overseers.includes(name));
    const states = [alice, { ...alice, call }, { ...alice, offer }, { ...alice, status: { status: "loggedOut", reason: "loggedOut" } }];
    for (const agent of states.slice(0, 3)) {
      const judged = refusals(agent);
      equal(listed.filter((action) => !(action in judged)), []);
    }
    for (const agent of states) {
      for (const code of Object.values(refusals(agent))) {
        if (code !== null && !(code in words.problems)) throw new Error(`${code} has no sentence`);
      }
    }
  });
  await test("a call keeps one from calling, and a held one from the keypad", () => {
    equal(refusals({ ...alice, call }).placeCall, "inCall");
    equal(refusals({ ...alice, call: { ...call, held: true } }).sendDigits, "callIsHeld");
    equal(refusals(alice, { placeCall: "trunkFull" }).placeCall, "trunkFull");
  });
  await test("an offer that rings the phone is answered there", () =>
    equal(refusals({ ...alice, offer: { ...offer, acceptOn: "phone" } }).acceptOffer, "answerOnPhone"));
  await test("the mode with which a connection was opened holds", () =>
    equal(mode({ ...alice, phoneSettings: { ...alice.phoneSettings, connectionMode: "onDemand" } }), "persistent"));

  // Words
  await test("every code of the contract has its words", async () => {
    const text = await (await fetch("/openapi.yaml")).text();
    const tables = {
      ProblemCode: words.problems, EndReason: words.connectionEnds, ShownStatus: words.statuses, ConnectionState: words.connectionStates,
      CallState: words.callStates, CallEnd: words.outcomes, SettingsConsequence: words.consequences, ConnectionMode: words.modes,
      SettingSource: words.sources, WorkplaceKind: words.workplaceKinds,
    };
    for (const [schema, table] of Object.entries(tables)) {
      equal([schema, enumeration(text, schema).filter((code) => !(code in table))], [schema, []]);
    }
  });
  await test("an agent's own words are a reason as they stand", () => {
    equal(words.statusReason({ reason: "Lunch" }), "Lunch");
    equal(words.statusReason({ reason: "agent" }), "");
    equal(words.statusReason({ reason: "phoneHungUp" }), "the phone hung up");
  });
  await test("a customer has a name in any case", () => {
    equal(words.customerName(offer), "Carol");
    equal(words.customerName({ ...offer, caller: { withheld: true } }), "Number withheld");
    equal(words.customerName({ ...offer, direction: "outbound", dialedNumber: "+49" }), "+49");
  });

  // Time
  await test("countdowns follow the service's clock, not this machine's", () => {
    let own = Date.parse(time) + 3_600_000;
    const clock = new ServerClock(() => own);
    clock.learn(time);
    equal([clock.secondsUntil(offer.expiresAt), clock.secondsSince(time)], [15, 0]);
    own += 5_000;
    equal([clock.secondsUntil(offer.expiresAt), clock.secondsSince(time)], [10, 5]);
    own += 60_000;
    equal(clock.secondsUntil(offer.expiresAt), 0);
  });
  await test("durations are read by people", () => equal([0, 75, 3675].map(asDuration), ["0:00", "1:15", "1:01:15"]));
  await test("tries to come back are more and more apart, and never the same for all", () => {
    equal([0, 1, 2, 9].map((failures) => pauseMilliseconds(failures, 1)), [250, 500, 1000, 8000]);
    equal(pauseMilliseconds(9, 0), 4000);
  });

  // The team
  const bob = { ...alice, id: "bob", name: "Bob", status: { status: "notReachable", reason: "phoneHungUp", since: time }, connection: { state: "closed", endReason: "phoneHungUp" } };
  await test("agents are sorted, and filtered", () => {
    const order = (key, isDescending, filter = {}) => rows({ alice, bob }, filter, { key, isDescending }).map(({ id }) => id);
    equal(order("name", false), ["alice", "bob"]);
    equal(order("name", true), ["bob", "alice"]);
    equal(order("status", false), ["bob", "alice"]);
    equal(order("name", false, { text: "SALES" }), ["alice", "bob"]);
    equal(order("name", false, { text: "bo" }), ["bob"]);
    equal(order("name", false, { status: "available" }), ["alice"]);
    equal(counts({ alice, bob }).find(({ status }) => status === "notReachable").count, 1);
    equal(connectionText(bob), "Lost: the phone hung up");
  });
  await test("a timeline tells in sentences", () => {
    equal(sentence(event("connection.closed", { endReason: "phoneHungUp" })), "is not connected: the phone hung up");
    equal(sentence(event("connection.ringing", {})), null);
  });

  // Drawing
  await test("drawing anew keeps elements, and text is no HTML", () => {
    const place = document.createElement("div");
    draw(place, h("input", { key: "a" }), h("p", {}, "<b>x</b>"));
    const [input, paragraph] = place.children;
    input.value = "typed";
    draw(place, h("b", {}, "new"), h("input", { key: "a", title: "t" }), h("p", {}, "y"));
    equal([place.children[1] === input, input.value, place.children[2] === paragraph, paragraph.textContent], [true, "typed", true, "y"]);
    draw(place, h("p", {}, "<b>x</b>"));
    equal([place.children.length, paragraph.innerHTML], [1, "&lt;b&gt;x&lt;/b&gt;"]);
  });
  await test("buttons with other names are other elements", () => {
    const place = document.createElement("div");
    draw(place, h("button", { key: "answer" }));
    const answer = place.firstChild;
    draw(place, h("button", { key: "hang-up" }));
    equal(place.firstChild === answer, false);
  });

  await test("what has the focus keeps it where it moves", () => {
    const before = document.activeElement;
    const place = document.body.appendChild(document.createElement("div"));
    const row = (key) => h("button", { key, "data-row": key });
    drawPage(place, row("a"), row("b"));
    place.querySelector('[data-row="b"]').focus();
    drawPage(place, row("b"), row("a"));
    const { row: focused } = document.activeElement.dataset;
    place.remove();
    before.focus();
    equal(focused, "b");
  });

  // Keys
  await test("keys typed into a field that goes away press nothing, and after Enter they do", () => {
    const place = document.body.appendChild(document.createElement("div"));
    let presses = 0;
    draw(place, h("button", { "data-letter": "§", onclick: () => (presses += 1) }));
    const stop = listenToKeys(() => {}, true);
    const type = (target, key) => target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    const typing = (...keys) => {
      const field = place.appendChild(document.createElement("input"));
      for (const key of keys) type(field, key);
      field.remove();
      type(document.body, "§");
      return presses;
    };
    equal([typing("1"), typing("1", "Enter"), typing("1")], [0, 1, 1]);
    stop();
    place.remove();
  });

  // An administrator's pages
  await test("an agent who is removed is gone from the live view", () =>
    equal(Object.keys(next(after(), { type: "page.agentGone", id: "alice" }).agents), []));
  await test("an address is a page, and what it does not know is the live view", () =>
    equal(
      ["", "#/policy", "#/agents/a%2Fb", "#/agents/+", "#/policy/x", "#/nothing", "#/agents/%", "#token=x", "#/toString"].map((hash) => hashOf(placeOf(hash))),
      ["#/live", "#/policy", "#/agents/a%2Fb", "#/agents/+", "#/policy", "#/live", "#/live", "#/live", "#/live"]));
  const policy = { offerSeconds: 20, destinations: { international: ["AT"] }, breakReasons: ["Lunch"] };
  const defaults = { offerSeconds: 15, pinTries: 3, outbound: { ringSeconds: 60 }, persistentEnabled: false };
  const typed = (change, fields = policyFields, values = policy, usual = defaults) => {
    const before = forms.drafted(fields, values, usual);
    return forms.changes(fields, before, { ...before, ...change });
  };
  await test("what holds stands in the fields", () => {
    const draft = forms.drafted(policyFields, policy, defaults);
    equal([draft.offerSeconds, draft.pinTries, draft["outbound.ringSeconds"], draft.persistentEnabled, draft.autoAnswer], ["20", "3", "60", "false", ""]);
  });
  await test("what is as it was is not sent", () => equal(typed({ offerSeconds: " 20 ", breakReasons: "Lunch\n\n" }), {}));
  await test("only what differs is sent, in its place", () =>
    equal(typed({ offerSeconds: "30", "outbound.ringSeconds": "20", persistentEnabled: "true" }), { persistentEnabled: true, offerSeconds: 30, outbound: { ringSeconds: 20 } }));
  await test("what is emptied has its default again", () => equal(typed({ offerSeconds: "", breakReasons: "" }), { offerSeconds: null, breakReasons: null }));
  await test("what is no number is sent as it is", () => equal(typed({ offerSeconds: "1e3", pinTries: "three" }), { pinTries: "three", offerSeconds: "1e3" }));
  await test("countries are no, all, or a list", () =>
    equal(
      [{ choice: "false", words: "AT" }, { choice: "true", words: "" }, { choice: "only", words: "AT\n 44" }].map((one) => typed({ "destinations.international": one })),
      [false, true, ["AT", "44"]].map((international) => ({ destinations: { international } }))));
  const personFields = profiles.fieldsOf(profiles.profileSections([{ id: "sales", name: "Sales" }]));
  const person = { name: "Alice", workplace: { kind: "endpoint", address: "1001" }, queues: { crew: 0, day: 5 } };
  await test("a queue that is gone is told to be gone", () =>
    equal(typed({ queues: [{ name: "crew", penalty: "2" }, { name: "late", penalty: "" }] }, personFields, person, {}), { queues: { crew: 2, late: 0, day: null } }));
  await test("other phones are sent all together, without empty lines", () =>
    equal(
      typed({ otherWorkplaces: [{ kind: "sipUri", address: " sip:a@b.example " }, { kind: "endpoint", address: "" }] }, personFields, person, {}),
      { otherWorkplaces: [{ kind: "sipUri", address: "sip:a@b.example" }] }));
  await test("somebody new is all that was said", () => {
    const fields = profiles.fieldsOf(profiles.newAgentSections([]));
    const draft = { ...forms.drafted(fields, { workplace: { kind: "endpoint" } }), id: "bob", "workplace.address": "1002" };
    equal(forms.whole(fields, draft), { id: "bob", workplace: { kind: "endpoint", address: "1002" } });
  });
  await test("a refusal is led to its field", () => {
    const found = (detail, fields = policyFields, prefix = "policy") => forms.refusedField(fields, detail, prefix);
    equal(
      [
        found("policy.offerSeconds must be 3 to 300."), found("policy.destinations.allowedPrefixes must be numbers."),
        found("otherWorkplaces.2.address must be digits.", personFields, ""), found("queues.crew must be 0.", personFields, ""),
        found("workplace must say where.", personFields, ""), found("Too much."),
      ].map(({ id, text }) => [id, text]),
      [
        ["offerSeconds", "Must be 3 to 300."], ["destinations.allowedPrefixes", "Must be numbers."],
        ["otherWorkplaces", "Line 2 must be digits."], ["queues", "crew must be 0."],
        ["workplace.kind", "Must say where."], [null, "Too much."],
      ]);
  });
  await test("what is usual is told with its unit", () => {
    const of = (id, value) => usualText(policyFields.find((field) => field.id === id), value);
    equal([of("offerSeconds", 15), of("destinations.premium", false), of("breakReasons", []), of("autoAnswer"), of("missedOffersBeforeBreak", 1)], ["15 seconds", "No", null, "No", "1 customer"]);
  });
  await test("a value that holds tells its level", () => {
    const field = personFields.find(({ id }) => id === "autoAnswer");
    equal(profiles.effectiveText(field, { autoAnswer: { value: true, source: "group" } }), "Yes, set for the group");
    equal(profiles.effectiveText(field, {}), null);
  });
  await test("every level has its words", async () => {
    const contract = await (await fetch(new URL("/openapi.yaml", location.origin))).text();
    equal(enumeration(contract, "SettingSource").filter((level) => !(level in profiles.levels)), []);
  });
  await test("every value of a policy and a profile has its field", async () => {
    const contract = await (await fetch(new URL("/openapi.yaml", location.origin))).text();
    const keys = (schema) => {
      const found = new RegExp(`\\n    ${schema}:\\n((?:      .*\\n)*)`).exec(contract)[1];
      return [...found.matchAll(/^        (\w+):/gm)].map(([, key]) => key);
    };
    const missing = (schema, fields) => keys(schema).filter((key) => !fields.some(({ id }) => id.split(".")[0] === key));
    equal([missing("Policy", policyFields), missing("ProfileChange", personFields)], [[], []]);
  });
  await test("who is concerned by a change is named", () =>
    equal(
      [profiles.outcomeText({}), profiles.outcomeText({ appliedTo: ["bob"], waitingFor: ["alice"] }, { alice })],
      ["Saved.", "Saved. Applied at once to bob. Waiting for Alice: it holds from their next connection."]));
  await test("agents are found by name, id and group", () =>
    equal(["ali", "SALES", "x"].map((text) => filtered([alice], text).length), [1, 1, 0]));
  await test("lengths are in words", () => equal([14400, 3600, 5400, 61].map(lengthText), ["4 hours", "1 hour", "90 minutes", "61 seconds"]));

  return { passed: passed.length, failed };
})();
