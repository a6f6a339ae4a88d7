// Conversations, kept in this browser and nowhere else: each under a key of its own, as the HTML that was shown.
// A tab goes on with its own conversation when it is loaded again; a new tab begins a new one.

const PREFIX = `dateline:${location.pathname}:`; // several Datelines may share an origin
const KEY = `${PREFIX}conversation:`;
const MOST_CONVERSATIONS = 50;
const MOST_EXCHANGES = 30; // of a conversation; further ones push the first out
const TURNS_SENT = 10; // exchanges that a follow-up is read with
const LONGEST_SENT = 4000; // characters of an answer among them
const MOST_SENT = 32 * 1024; // bytes of them all: the server reads 64 kB, question and filters included

export const random = () => [...crypto.getRandomValues(new Uint8Array(12))].map((each) => each.toString(16).padStart(2, "0")).join("");

const read = (key) => {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? "null");
    return kept && Array.isArray(kept.exchanges) ? kept : null;
  } catch { // storage is forbidden, or somebody else wrote there
    return null;
  }
};

const session = (name, value) => {
  try {
    if (value === undefined) return sessionStorage.getItem(PREFIX + name);
    if (value === null) sessionStorage.removeItem(PREFIX + name);
    else sessionStorage.setItem(PREFIX + name, value);
  } catch { /* forbidden: nothing is kept */ }
  return null;
};

// Every conversation kept here, the latest first: {id, at, title}.
export const allConversations = () => {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(KEY))
      .map((key) => read(key))
      .filter(Boolean)
      .sort((one, other) => other.at - one.at)
      .map(({ id, at, exchanges }) => ({ id, at, title: exchanges[0]?.question ?? "" }));
  } catch {
    return [];
  }
};

// The conversation that is on the page.
export const conversation = {
  id: session("open") || random(),
  exchanges: [],

  begin() {
    this.id = random();
    this.exchanges = [];
    session("open", null);
  },

  open(id) {
    this.id = id;
    this.exchanges = read(KEY + id)?.exchanges ?? [];
    session("open", id);
  },

  // Keeps an exchange in the place of the one with its number, in this conversation or in one that was left; false
  // where the browser keeps nothing.
  keep(exchange, id = this.id) {
    const stored = read(KEY + id)?.exchanges ?? [];
    if (id !== this.id) return store({ id, exchanges: withExchange(stored, exchange) });
    const known = (each) => this.exchanges.some((own) => own.number === each.number && own.question === each.question);
    if (!stored.every(known)) this.id = random(); // another tab has gone on with it: from here on there are two
    this.exchanges = withExchange(this.exchanges, exchange);
    session("open", this.id);
    return store(this);
  },

  remove(id) {
    discard(id);
    if (id === this.id) this.begin();
  },

  history() {
    const turns = this.exchanges.slice(-TURNS_SENT).flatMap(({ question, said }) => [
      { role: "user", content: question },
      { role: "assistant", content: said.slice(0, LONGEST_SENT).toWellFormed() }, // not half a character
    ]);
    while (bytesSent(turns) > MOST_SENT) turns.splice(0, 2);
    return turns;
  },

  // A question on its way; where the page is loaded again before its answer is there, `lost` is that question.
  pending(question) {
    session("pending", question);
  },
  answered() {
    session("pending", null);
  },
  lost() {
    return session("pending") ?? "";
  },

  // What stands in the box and is not asked yet.
  drafted(question) {
    session("draft", question);
  },
  draft() {
    return session("draft") ?? "";
  },
};

const withExchange = (exchanges, exchange) => {
  const number = Number(exchange.id.slice(1));
  const question = exchange.querySelector(".asked").textContent;
  const kept = { number, question, said: exchange.dataset.said, html: exchange.outerHTML };
  return [...exchanges.filter((each) => each.number !== number), kept]
    .sort((one, other) => one.number - other.number).slice(-MOST_EXCHANGES);
};

// Gradio sends it as JSON inside JSON.
const bytesSent = (turns) => new TextEncoder().encode(JSON.stringify(JSON.stringify(turns))).length;

const discard = (id) => {
  try {
    localStorage.removeItem(KEY + id);
  } catch { /* forbidden: there is nothing to remove */ }
};

const store = ({ id, exchanges }) => {
  const others = allConversations().filter((each) => each.id !== id);
  for (const each of others.splice(MOST_CONVERSATIONS - 1)) discard(each.id);
  for (;;) {
    try {
      localStorage.setItem(KEY + id, JSON.stringify({ id, at: Date.now(), exchanges }));
      return true;
    } catch (error) {
      const oldest = error.name === "QuotaExceededError" && others.pop();
      if (!oldest) return false;
      discard(oldest.id);
    }
  }
};

conversation.exchanges = read(KEY + conversation.id)?.exchanges ?? [];
