// Begins: finds the token, asks whose it is, and opens the console that is for them.

import { openAgentConsole } from "./agent-console.js";
import { ControlClient } from "./parts/api.js";
import { ServerClock, showTime } from "./parts/clock.js";
import { draw } from "./parts/dom.js";
import * as kept from "./parts/kept.js";
import { problemSentence } from "./parts/words.js";
import { openSupervisorConsole } from "./supervisor-console.js";
import { login } from "./views/login.js";

const RETRY_MILLISECONDS = 2_000;
const root = document.getElementById("page");
const clock = new ServerClock();
let entrance = { message: null, isTrying: false };
let consoleAtWork = null;
/** Of the latest entrance or leaving: what an earlier one still waits for is of no use then. */
let turn = 0;

function showEntrance(change) {
  entrance = { ...entrance, ...change };
  draw(root, login({ ...entrance, enter }));
}

/** @param message why. */
function leave(message = null) {
  turn += 1;
  consoleAtWork?.close();
  consoleAtWork = null;
  kept.token.value = null;
  kept.sessionId.value = null;
  document.title = "Offhook";
  showEntrance({ message, isTrying: false });
  document.getElementById("token").focus();
}

async function enter(token) {
  if (entrance.isTrying || token === "") return;
  if (/[^\x21-\x7E]/.test(token)) return showEntrance({ message: problemSentence("tokenInvalid") });
  const client = new ControlClient(token, clock);
  turn += 1;
  const own = turn;
  showEntrance({ message: null, isTrying: true });
  for (;;) {
    try {
      const me = await client.me();
      if (own !== turn) return;
      kept.token.value = token;
      return open(client, me);
    } catch (refusal) {
      if (own !== turn) return;
      if (!refusal.isPassing) return leave(problemSentence(refusal.code));
      showEntrance({ message: `${problemSentence(refusal.code)} It is tried again.` });
      await new Promise((resolve) => setTimeout(resolve, RETRY_MILLISECONDS));
      if (own !== turn) return;
    }
  }
}

function open(client, me) {
  entrance.isTrying = false;
  if (me.role === "router") {
    return leave(
      "This token is for a program that hands out customers. Use an agent's or a supervisor's."
    );
  }
  const openConsole = me.role === "agent" ? openAgentConsole : openSupervisorConsole;
  consoleAtWork = openConsole({ client, clock, me, root, leave });
}

function begin() {
  kept.takeTokenFromAddress();
  const { value } = kept.token;
  showEntrance({});
  if (value) enter(value);
}

addEventListener("hashchange", () => {
  if (!location.hash.startsWith("#token=")) return;
  consoleAtWork?.close();
  consoleAtWork = null;
  entrance.isTrying = false;
  turn += 1;
  begin();
});
setInterval(() => showTime(clock), 250);
begin();
