// Asking: a question goes to the server, sentences and the Answer come back as Server-Sent Events.

const SILENT_MS = 60_000; // the server sends a comment line well before this while it works
const TRIES_AFTER_MS = [1000, 3000]; // a server that cannot be reached is tried again by itself this often
const LONGEST_BODY = 60_000; // bytes; the server reads 64 kB
const TURNS_SENT = 10; // exchanges; the server reads no more

// Why a question has no answer: a key of the labels, what fills its gaps, and whether trying again can help.
class Problem extends Error {
  constructor(label, gaps = {}, again = true) {
    super(label);
    this.label = label;
    this.gaps = gaps;
    this.again = again;
  }
}

// Addresses this page's Content-Security-Policy has refused: only the event tells that from a lost server.
const refused = new Set();
document.addEventListener("securitypolicyviolation", (event) => {
  if (event.effectiveDirective === "connect-src") refused.add(event.blockedURI);
});
const isRefused = (server) => [...refused].some((each) => each.startsWith(server) || each === new URL(server).origin);

// What follows ends when `signal` does, and when nothing has come for SILENT_MS.
function watched(signal) {
  const control = new AbortController();
  const stop = () => control.abort(signal.reason);
  let timer = 0;
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(() => control.abort(new Problem("broken")), SILENT_MS);
  };
  signal.addEventListener("abort", stop);
  alive();
  const done = () => {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  };
  return { signal: control.signal, alive, done };
}

// Wait that long; a stop ends it at once.
const pause = (ms, signal) =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => (clearTimeout(timer), reject(signal.reason)), { once: true });
  });

// The body of POST /api/ask; the oldest turns are left out where it would be more than the server reads.
function askBody(question, filters, exchanges) {
  const history = exchanges.slice(-TURNS_SENT).flatMap(({ asked, answer }) => [
    { role: "user", content: asked },
    { role: "assistant", content: answer.answer },
  ]);
  const written = () => JSON.stringify({ question, ...filters, history });
  while (history.length && new TextEncoder().encode(written()).length > LONGEST_BODY) history.splice(0, 2);
  return written();
}

// The Answer to a question. `request` is { server, key, body }; `signal` stops it; `tell` is called with each sentence
// as it comes, and with "retrying" when the server could not be reached and is tried again. Throws a Problem, or what
// `signal` was stopped with.
async function ask(request, signal, tell) {
  for (const wait of [...TRIES_AFTER_MS, null]) {
    try {
      return await askOnce(request, signal, tell);
    } catch (problem) {
      if (signal.aborted || problem.label !== "lost" || wait === null) throw problem;
      tell("retrying");
      await pause(wait, signal);
    }
  }
}

async function askOnce({ server, key, body }, signal, tell) {
  const watch = watched(signal);
  try {
    const response = await reach(server, key, body, watch.signal);
    watch.alive();
    if (!response.ok) throw await problemOf(response);
    return await answerIn(response, watch, tell);
  } catch (problem) {
    if (signal.aborted) throw signal.reason;
    throw problem instanceof Problem ? problem : watch.signal.reason || new Problem("broken");
  } finally {
    watch.done();
  }
}

async function reach(server, key, body, signal) {
  const headers = { "content-type": "application/json", accept: "text/event-stream" };
  if (key) headers.authorization = `Bearer ${key}`;
  try {
    return await fetch(`${server}api/ask`, { method: "POST", headers, body, signal, referrerPolicy: "no-referrer" });
  } catch {
    if (signal.aborted) throw signal.reason;
    const host = new URL(server).host;
    if (isRefused(server)) throw new Problem("policy", { host }, false);
    throw (await isThere(server, signal)) ? new Problem("denied", { host }, false) : new Problem("lost");
  }
}

// Whether the server is there: a refused origin and a lost server look the same to fetch, save for this.
const isThere = (server, signal) =>
  fetch(`${server}widget.js`, { method: "HEAD", mode: "no-cors", cache: "no-store", signal }).then(
    () => true,
    () => false,
  );

// What a refusal means to the reader; the server's own sentence where it has one. A Retry-After that is missing, or not
// shown to other origins, is 0 seconds, one that is a date NaN: then it is "in a minute".
async function problemOf(response) {
  const { error } = await response.json().catch(() => ({}));
  const sentence = typeof error === "string" ? error : "";
  if (response.status === 401 || response.status === 403) {
    return new Problem("denied", { host: new URL(response.url).host }, false);
  }
  if (response.status === 429) return new Problem("tooMany", { seconds: Number(response.headers.get("retry-after")) });
  if (response.status < 500 && sentence) return new Problem("sentence", { sentence }, false);
  return new Problem(sentence ? "sentence" : "failed", { sentence });
}

// Reads the events of a response; a stream that ends before a whole Answer is broken.
async function answerIn(response, watch, tell) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let waiting = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) throw new Problem("broken");
    watch.alive();
    const blocks = (waiting + value).split(/\r?\n\r?\n/);
    waiting = blocks.pop();
    for (const block of blocks) {
      const { name, data } = eventIn(block);
      if (name === "error") throw new Problem("sentence", { sentence: textOf(data?.error) });
      if (name === "sentence" && isRecord(data)) tell(sentenceFrom(data));
      if (name !== "answer") continue;
      reader.cancel().catch(() => null);
      const answer = answerFrom(data);
      if (!answer) throw new Problem("broken");
      return answer;
    }
  }
}

// One event's name and its data as JSON, null where that is damaged. Comments and other fields are passed over.
function eventIn(block) {
  let name = "message";
  const data = [];
  for (const line of block.split(/\r?\n/)) {
    const [, field, value] = /^(\w*):? ?(.*)$/s.exec(line) || [];
    if (field === "event") name = value;
    if (field === "data") data.push(value);
  }
  try {
    return { name, data: JSON.parse(data.join("\n")) };
  } catch {
    return { name, data: null };
  }
}
