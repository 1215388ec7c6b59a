// Reads what an administrator's pages show.

const PAGE_LENGTH = 200;

export class AdminThings {
  constructor(client, tenant) {
    Object.assign(this, { client, tenant });
  }

  path(...parts) {
    return this.client.path(this.tenant, ...parts);
  }

  read(...parts) {
    return this.client.ask("GET", this.path(...parts));
  }

  /** All that a page needs, in one object. */
  async ofPage({ page, id, isNew }) {
    switch (page) {
      case "policy":
        return this.read("policy");
      case "lines":
        return this.#lines();
      case "groups":
        if (isNew) return {};
        return id === null ? { groups: await this.#all("groups") } : this.read("groups", id);
      default:
        if (isNew) return { groups: await this.#all("groups") };
        return id === null ? { agents: await this.#all("agents") } : this.#agent(id);
    }
  }

  async #lines() {
    const [trunks, queues] = await Promise.all([this.read("trunks"), this.read("queues")]);
    return { trunks: trunks.items, queues: queues.items };
  }

  /** What is laid down for an agent, and what holds, with the level that it comes from. */
  async #agent(id) {
    const [groups, { profile }, settings] = await Promise.all([
      this.#all("groups"),
      this.read("agents", id, "profile"),
      this.read("agents", id, "phone-settings"),
    ]);
    return { groups, profile, settings };
  }

  /** A list comes in pages. */
  async #all(what) {
    const items = [];
    let cursor = null;
    do {
      const after = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      const request = `${this.path(what)}?limit=${PAGE_LENGTH}${after}`;
      const page = await this.client.ask("GET", request);
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return items;
  }
}
