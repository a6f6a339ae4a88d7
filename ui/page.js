// The page in the browser: puts what arrives in its place, asks what is clicked on, says what happened to those who do
// not see it. Conversations: keeping.js. Markers and sources: lighting.js.
import { allConversations, conversation, random } from "./keeping.js";
import { copy, download } from "./exporting.js";
import { wide } from "./lighting.js";
import { opine } from "./opining.js";

const shown = () => document.getElementById("conversation");
const box = () => document.querySelector("#question textarea");
const tools = () => document.querySelector("#tools .tools");
const words = () => JSON.parse(tools()?.dataset.words ?? "{}");

const announcer = document.createElement("p");
announcer.setAttribute("role", "status");
announcer.className = "announcer";
document.body.append(announcer);

// Asking, one question at a time: what is asked meanwhile stays in the box.

const SILENT_MS = 4000;
const WAKE_MS = 1000;
const UNHEARD_MS = 120_000;
let waiting = null; // the question on its way: {attempt, question, conversation, since, heard, scrolled}
let aside = ""; // what was being typed when a follow-up was clicked on

const asking = (question) => {
  if (waiting) {
    stay(question);
    return "";
  }
  const attempt = random();
  const number = conversation.exchanges.reduce((most, each) => Math.max(most, each.number), 0) + 1;
  const sent = { attempt, number, language: navigator.language, history: conversation.history() };
  waiting = { attempt, question, conversation: conversation.id, since: Date.now() };
  conversation.pending(question);
  complain("");
  if (box().value === question) write(aside);
  aside = "";
  setTimeout(() => listen(attempt), SILENT_MS);
  setTimeout(() => wake(attempt), WAKE_MS);
  return JSON.stringify(sent);
};

// Where not even the question comes back: see ui/page.py.
const wake = (attempt) => {
  if (attempt !== waiting?.attempt || waiting.heard) return;
  document.getElementById("wake").click();
  setTimeout(() => wake(attempt), 2 * WAKE_MS);
};

const reachable = () => fetch("healthz").then((answer) => answer.ok, () => false);

// Where no answer comes: whether anybody is there to give one, and has taken the question.
const listen = async (attempt) => {
  if (attempt !== waiting?.attempt) return;
  const there = await reachable();
  if (attempt !== waiting?.attempt) return;
  const taken = waiting.heard || Date.now() - waiting.since < UNHEARD_MS;
  if (there && taken) setTimeout(() => listen(attempt), SILENT_MS);
  else giveUp(there ? words().not_answered : words().not_reachable);
};

const giveUp = (sentence) => {
  const { question } = waiting;
  waiting = null;
  shown().querySelector("[data-status=pending]")?.remove();
  conversation.answered();
  if (!box().value) write(question);
  complain(sentence);
  dress();
};

// Gradio was refused: too many requests, say. It shows why.
const failed = () => {
  if (waiting) giveUp(words().not_answered);
};

// A question that came while another is on its way: into the box, unless it is the same again.
const stay = (question) => {
  if (!question || question === waiting.question) return;
  if (!box().value) write(question);
  complain(words().one_at_a_time);
};

// Enter and clicks that would ask, before Gradio sees them: each would be a request.
const hold = (event) => {
  if (!waiting || !(event.target instanceof Element)) return;
  const enter = event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target === box();
  const button = event.type === "click" && event.target.closest("#ask-button, #examples button, button.follow-up");
  if (!enter && !button) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  stay(!button || button.id === "ask-button" ? box().value : button.textContent.trim());
};
for (const kind of ["keydown", "keypress", "click"]) window.addEventListener(kind, hold, true);

// Where the server went while something else was on its way, Gradio takes no question any more and may say nothing.
const sent = (event) => {
  if (waiting || !(event.target instanceof Element)) return;
  const enter = event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target === box();
  if (!enter && !event.target.closest("#ask-button")) return;
  const question = box().value;
  if (question.trim()) setTimeout(() => missed(question), WAKE_MS);
};
window.addEventListener("keydown", sent, true);
window.addEventListener("click", sent, true);

const missed = async (question) => {
  const unasked = () => !waiting && box().value === question;
  if (!unasked()) return;
  const there = await reachable();
  if (!there && unasked()) complain(words().not_reachable);
};

const complain = (sentence) => {
  document.querySelector("#ask .problem")?.remove();
  if (!sentence) return;
  const said = document.createElement("p");
  said.className = "problem";
  said.setAttribute("role", "alert");
  said.textContent = sentence;
  document.getElementById("ask").prepend(said);
};

const write = (question) => {
  const area = box();
  area.value = question;
  area.dispatchEvent(new Event("input", { bubbles: true }));
};

const ask = (question) => {
  aside = box().value;
  write(question);
  setTimeout(() => document.getElementById("ask-button").click());
};

window.dateline = { asking, failed };

// Arriving

const parsed = (html) => {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.firstElementChild;
};

const place = (exchange) => {
  const before = document.getElementById(exchange.id);
  const sources = exchange.querySelector("details.sources");
  if (sources) sources.open = before?.querySelector("details.sources")?.open ?? wide.matches;
  if (before) before.replaceWith(exchange);
  else shown().append(exchange);
  dress();
};

const arrived = ({ attempt, problem, html }) => {
  if (attempt !== waiting?.attempt) return;
  waiting.heard = true;
  if (problem) {
    giveUp(problem);
    return;
  }
  const exchange = parsed(html);
  const here = waiting.conversation === conversation.id; // or the reader has gone on to another
  if (here) bring(exchange);
  if (exchange.dataset.status === "pending") return;
  const asked = waiting.conversation;
  waiting = null;
  conversation.answered();
  complain("");
  if (asked && !conversation.keep(exchange, asked)) complain(words().conversation_not_kept);
  list();
};

// Into view, unless the reader has scrolled away since the question was; and said.
const bring = (exchange) => {
  const follows = waiting.scrolled === undefined || Math.abs(waiting.scrolled - window.scrollY) < 2;
  place(exchange);
  if (follows) exchange.scrollIntoView({ block: "start" });
  waiting.scrolled = follows ? window.scrollY : NaN;
  const told = [...exchange.querySelectorAll(".told > :not(.doings, .follow-ups, .timeline)")];
  const pending = exchange.dataset.status === "pending";
  announcer.textContent = pending ? words().reading
    : `${told.map((each) => each.textContent).join(" ")} ${exchange.dataset.announced}`;
};

// Timeline and follow-ups of an exchange that is there already: whatever the reader did to it meanwhile stays.
const added = () => {
  const transport = document.querySelector("#added [data-html]");
  const exchange = transport && parsed(transport.dataset.html);
  const there = exchange && document.getElementById(exchange.id);
  if (!there || there.dataset.said !== exchange.dataset.said) return;
  for (const part of [".timeline", ".follow-ups"]) {
    const fresh = exchange.querySelector(part);
    if (fresh && !there.querySelector(part)) there.querySelector(".told").insertBefore(fresh, part === ".timeline" ? there.querySelector(".doings") : null);
  }
  conversation.keep(there);
};

// Whatever depends on there being exchanges.
const dress = () => document.body.classList.toggle("has-exchanges", Boolean(shown()?.childElementCount));

// Conversations

const show = () => {
  shown().replaceChildren(...conversation.exchanges.map((each) => parsed(each.html)));
  shown().querySelectorAll(".sources").forEach((each) => { each.open = wide.matches; });
  dress();
  list();
};

const list = () => {
  const earlier = tools()?.querySelector(".earlier ul");
  if (!earlier) return;
  const others = allConversations().filter((each) => each.id !== conversation.id);
  earlier.replaceChildren(...others.map(listed));
  tools().querySelector(".earlier").hidden = !others.length;
  tools().querySelector(".begin").hidden = tools().querySelector(".download").hidden = !conversation.exchanges.length;
};

const listed = ({ id, title, at }) => {
  const line = document.createElement("li");
  const open = document.createElement("button");
  const remove = document.createElement("button");
  open.type = remove.type = "button";
  open.className = "reopen";
  remove.className = "delete";
  open.dataset.conversation = remove.dataset.conversation = id;
  open.dir = "auto";
  open.textContent = title;
  open.title = new Date(at).toLocaleString(document.documentElement.lang || undefined);
  remove.textContent = words().delete;
  remove.setAttribute("aria-label", `${words().delete}: ${title}`);
  line.append(open, remove);
  return line;
};

const CLICKED = {
  ".follow-up": (button) => ask(button.textContent),
  ".copy": (button) => copy(button.closest(".exchange"), words()),
  ".verdict": (button) => opine(button, words(), (exchange) => conversation.keep(exchange)),
  ".begin": () => change(() => conversation.begin()),
  ".download": () => download([...shown().querySelectorAll("[data-footnoted]")]),
  ".reopen": (button) => change(() => conversation.open(button.dataset.conversation)),
  ".delete": (button) => {
    forget(button.dataset.conversation);
    list();
    (tools().querySelector(".earlier .delete") ?? box()).focus();
  },
  ".delete-all": () => change(() => [conversation, ...allConversations()].forEach(({ id }) => forget(id))),
};

const forget = (id) => {
  if (waiting?.conversation === id) waiting.conversation = null;
  conversation.remove(id);
};

const change = (how) => {
  how();
  fold();
  show();
  box().focus();
};

const fold = () => { tools().querySelector(".earlier").open = false; };

document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element)) return;
  for (const [kind, act] of Object.entries(CLICKED)) {
    const button = event.target.closest(`button${kind}`);
    if (button?.closest("#conversation, #tools")) act(button);
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !tools()?.querySelector(".earlier")?.open) return;
  fold();
  tools().querySelector(".earlier summary").focus();
});

// Beginning: Gradio puts the page together after this script has run, and again where it sees fit.

let begun = false;
const begin = () => {
  if (begun || !shown() || !box() || !tools()) return;
  begun = true;
  show();
  const lost = conversation.lost();
  const link = new URLSearchParams(location.search).get("q");
  const linked = conversation.exchanges.some(({ question }) => question === link) ? "" : link; // asked, and loaded again
  if (lost) complain(words().loaded_again);
  if (!box().value) write(lost || linked || conversation.draft());
  box().addEventListener("input", () => conversation.drafted(box().value));
  const idle = document.activeElement === document.body; // or the reader was quicker than this script
  if (wide.matches && idle) box().focus({ preventScroll: true }); // on a phone it would open the keyboard over the page
  shown().lastElementChild?.scrollIntoView({ block: "start" });
};

let greeted = null; // the tools, in the reader's language once the server has been asked
let transported = "";
let more = "";
const changed = () => {
  begin();
  for (const filter of tools() ? document.querySelectorAll("#period input, #outlets input") : []) {
    filter.placeholder = words().any;
  }
  if (tools() && (tools() !== greeted || document.documentElement.lang !== greeted.dataset.language)) {
    greeted = tools();
    document.documentElement.lang = greeted.dataset.language;
    list();
  }
  if (!begun) return;
  const arriving = document.querySelector("#arriving [data-attempt]");
  if (arriving && arriving.outerHTML !== transported) {
    transported = arriving.outerHTML;
    arrived(arriving.dataset);
  }
  const latest = document.querySelector("#added [data-html]")?.dataset.html ?? "";
  if (latest !== more) {
    more = latest;
    added();
  }
};
new MutationObserver(changed).observe(document.documentElement, {
  childList: true, subtree: true, attributes: true, attributeFilter: ["data-attempt", "data-html", "data-words"],
});
changed();
