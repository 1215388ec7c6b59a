// The control API, as openapi.yaml describes it.

/** Why something was not done: the service's problem, or one of the two codes for silence. */
export class Refusal extends Error {
  constructor(status, problem, retryAfterSeconds = null) {
    super(problem.detail ?? problem.code);
    this.status = status;
    this.code = problem.code ?? "internalError";
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  static serviceUnreachable() {
    return new Refusal(0, { code: "serviceUnreachable" });
  }

  /** Whether asking again may help without anybody doing something. */
  get isPassing() {
    return this.status === 0 || this.status === 503 || this.status === 429;
  }
}

const ANSWER_SECONDS = 10;
const RETRY_MILLISECONDS = [300, 1000];

export class ControlClient {
  /** @param clock learns from each answer what time the service has. */
  constructor(token, clock, base = new URL("../v1/", document.baseURI)) {
    this.token = token;
    this.clock = clock;
    this.base = base;
  }

  me() {
    return this.ask("GET", "me");
  }

  /** The path of a tenant's things: each part is encoded. */
  path(tenant, ...parts) {
    return ["tenants", tenant, ...parts].map(encodeURIComponent).join("/");
  }

  get headers() {
    return { Authorization: `Bearer ${this.token}` };
  }

  /**
   * Sends a request and gives back the body of its answer; throws `Refusal`.
   *
   * What changes something has one key for all its tries: it is done once, also when an answer is
   * lost.
   */
  async ask(method, path, body) {
    const headers = this.headers;
    if (method !== "GET") headers["Idempotency-Key"] = randomKey();
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const request = {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: "no-store",
      credentials: "omit",
    };
    for (const pause of [...RETRY_MILLISECONDS, null]) {
      try {
        return await this.#send(path, request);
      } catch (refusal) {
        const isWorthATry = refusal.status === 0 || refusal.code === "idempotencyInProgress";
        if (pause === null || !isWorthATry) throw refusal;
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }

  /** What was recorded, as a file: however long it takes, until `signal` says that nobody waits. */
  async fetchFile(path, signal) {
    let response;
    let file;
    try {
      response = await fetch(new URL(path, this.base), {
        headers: this.headers,
        cache: "no-store",
        credentials: "omit",
        signal,
      });
      if (response.ok) file = await response.blob();
    } catch {
      throw Refusal.serviceUnreachable();
    }
    if (file) return file;
    throw refusal(response, await readBody(response));
  }

  async #send(path, request) {
    const askedAt = Date.now();
    let response;
    let body;
    try {
      response = await fetch(new URL(path, this.base), {
        ...request,
        signal: AbortSignal.timeout(ANSWER_SECONDS * 1000),
      });
      body = await readBody(response);
    } catch {
      throw Refusal.serviceUnreachable();
    }
    if (body?.serverTime) this.clock.learn(body.serverTime, askedAt);
    if (!response.ok) throw refusal(response, body);
    return body;
  }
}

/** What an answer that is none says. */
export function refusal(response, body) {
  const seconds = Number(response.headers.get("Retry-After"));
  const known = body?.code ? body : { code: statusCode(response.status) };
  return new Refusal(response.status, known, seconds > 0 ? seconds : null);
}

/** JSON, or nothing. */
export async function readBody(response) {
  const text = await response.text();
  if (text === "") return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// A proxy between may answer in the service's place, without a problem.
function statusCode(status) {
  return [502, 503, 504].includes(status) ? "serviceUnreachable" : "internalError";
}

function randomKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
