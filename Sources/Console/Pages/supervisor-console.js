// A supervisor's console, and an administrator's: joins the stream, the desks and the page.

import { AdminDesk } from "./parts/admin-desk.js";
import { showTime } from "./parts/clock.js";
import { drawPage } from "./parts/dom.js";
import { pages } from "./parts/place.js";
import { announce } from "./parts/speaker.js";
import { Store } from "./parts/store.js";
import { EventStream } from "./parts/stream.js";
import { SupervisorDesk } from "./parts/supervisor-desk.js";
import { problemSentence } from "./parts/words.js";
import { redrawDialog } from "./views/dialog.js";
import { openManagement } from "./views/manage.js";
import { expire, notices } from "./views/notices.js";
import { listenToKeys, openShortcuts } from "./views/shortcuts.js";
import { supervisorPage } from "./views/supervisor.js";

const SYNC_SECONDS = 300;

export function openSupervisorConsole({ client, clock, me, root, leave }) {
  const store = new Store();
  const page = {
    role: me.role,
    linkProblem: null,
    leave: async () => {
      if ((await desk.admin?.mayLeave()) ?? true) leave();
    },
    openShortcuts: () => openShortcuts(redraw, false),
  };
  let isOpen = true;
  let isDue = false;

  function redraw() {
    if (isDue || !isOpen) return;
    isDue = true;
    // A busy tenant has many events at once: they are drawn together.
    setTimeout(() => {
      isDue = false;
      if (!isOpen) return;
      // Of the agents' own messages the timeline tells.
      const own = store.state.notices.filter(({ type }) => type.startsWith("page."));
      drawPage(root, supervisorPage(desk, page), notices(own, dismiss));
      redrawDialog();
      showTime(clock);
      document.title = `${titleOf(desk.admin)} - Offhook`;
      showPlace(desk.admin);
    }, 40);
  }

  function dismiss(id) {
    store.happened({ type: "page.noticeDismissed", id });
  }

  const desk = new SupervisorDesk({
    client,
    store,
    clock,
    tenant: me.tenant,
    scopes: me.scopes,
    redraw,
  });
  desk.manage = (id) => openManagement(desk, id);
  if (desk.may("administer")) {
    desk.admin = new AdminDesk({
      client,
      tenant: me.tenant,
      store,
      redraw,
      tell: (text, isUrgent) => desk.tell(text, isUrgent),
    });
  }

  store.watch((event) => {
    if (event.type === "page.notice") expire(event.notice, dismiss);
    if (event.type === "connection.pinLocked") {
      announce(`${store.state.agents[event.agent]?.name ?? event.agent} is locked for wrong PINs.`);
    }
    if (event.type === "stream.snapshot") clock.learn(event.data.serverTime);
    const isListed = event.type === "stream.snapshot" || event.type.startsWith("recording.");
    if (isListed) desk.recordings.readSoon();
    redraw();
  });

  const stream = new EventStream(client, client.path(me.tenant, "events"), {
    event: (event) => store.happened(event),
    live: () => {
      page.linkProblem = null;
      store.happened({ type: "page.live" });
      sync();
    },
    lost: (refusal) => {
      page.linkProblem = refusal;
      store.happened({ type: "page.lost" });
    },
    ended: (refusal) => leave(problemSentence(refusal.code)),
  });

  /** Any answer tells the service's time. */
  async function sync() {
    try {
      await client.ask("GET", `${client.path(me.tenant, "agents")}?limit=1`);
    } catch {
      // The stream says when the service is away.
    }
  }

  const timer = setInterval(sync, SYNC_SECONDS * 1000);
  const stopKeys = listenToKeys(redraw, false);
  stream.start();
  desk.admin?.start();
  redraw();
  return {
    close() {
      isOpen = false;
      clearInterval(timer);
      stream.stop();
      stopKeys();
      desk.admin?.stop();
      desk.recordings.stop();
    },
  };
}

function titleOf(admin) {
  return !admin || admin.isLive ? "Supervisor" : pages[admin.place.page];
}

/** After drawing: another page, or a refusal, takes the focus. */
function showPlace(admin) {
  admin?.form?.takeFocus();
  if (!admin?.isNewPage || (admin.data === null && !admin.isLive)) return;
  admin.isNewPage = false;
  const { activeElement } = document;
  scrollTo(0, 0);
  if (!activeElement || activeElement === document.body) {
    document.querySelector("main h2")?.focus();
  }
}
