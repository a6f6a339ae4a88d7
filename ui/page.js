// The page in the browser: puts what arrives in its place, lets markers and sources light each other, asks what is
// clicked on, says what happened to those who do not see it. Conversations: keeping.js.
import { allConversations, conversation } from "./keeping.js";
import { copy, download } from "./exporting.js";
import { opine } from "./opining.js";

const wide = window.matchMedia("(min-width: 900px)");
const shown = () => document.getElementById("conversation");
const box = () => document.querySelector("#question textarea");
const tools = () => document.querySelector("#tools .tools");
const words = () => JSON.parse(tools()?.dataset.words ?? "{}");

const announcer = document.createElement("p");
announcer.setAttribute("role", "status");
announcer.className = "announcer";
document.body.append(announcer);

// Asking

const SILENT_MS = 4000;
let expected = null; // the exchange that may arrive: not one of a conversation that was left meanwhile
let fault = ""; // what the browser itself has to say; what the server says is #problem's

const visit = () => {
  const number = conversation.exchanges.reduce((most, each) => Math.max(most, each.number), 0) + 1;
  return JSON.stringify({ number, language: navigator.language, history: conversation.history() });
};

const asking = (asked) => {
  const sent = visit();
  expected = `q${JSON.parse(sent).number}`;
  conversation.pending(asked ?? "");
  complain("");
  setTimeout(() => complainIfSilent(expected), SILENT_MS);
  return sent;
};

const complainIfSilent = async (number) => {
  if (number !== expected || document.getElementById(number) || document.querySelector("#problem .problem")) return;
  const there = await fetch("healthz").then((answer) => answer.ok, () => false);
  if (!there) complain(words().not_reachable);
};

const complain = (sentence) => {
  fault = sentence;
  document.querySelector(".fault")?.remove();
  if (!fault) return;
  const said = document.createElement("p");
  said.className = "problem fault";
  said.setAttribute("role", "alert");
  said.textContent = fault;
  document.getElementById("ask").prepend(said);
};

const write = (question) => {
  const area = box();
  area.value = question;
  area.dispatchEvent(new Event("input", { bubbles: true }));
};

const ask = (question) => {
  write(question);
  setTimeout(() => document.getElementById("ask-button").click());
};

window.dateline = { visit, asking };

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

const arrived = () => {
  const transport = document.querySelector("#arriving [data-exchange]");
  if (!transport) {
    if (document.querySelector("#problem .problem")) refused();
    return;
  }
  if (transport.dataset.exchange !== expected) return;
  const exchange = parsed(transport.dataset.html);
  const first = !document.getElementById(exchange.id);
  place(exchange);
  if (first) exchange.scrollIntoView({ block: "start" });
  if (exchange.dataset.status === "pending") {
    announcer.textContent = words().reading;
    return;
  }
  const told = [...exchange.querySelectorAll(".told > :not(.doings, .follow-ups, .timeline)")];
  announcer.textContent = `${told.map((each) => each.textContent).join(" ")} ${exchange.dataset.announced}`;
  if (!conversation.keep(exchange)) complain(words().conversation_not_kept);
  list();
};

const refused = () => {
  shown().querySelector("[data-status=pending]")?.remove();
  conversation.answered();
  expected = null;
  dress();
};

// Timeline and follow-ups of an exchange that is there already: whatever the reader did to it meanwhile stays.
const added = () => {
  const transport = document.querySelector("#added [data-exchange]");
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
  ".delete": (button) => { conversation.remove(button.dataset.conversation); list(); },
  ".delete-all": () => change(() => allConversations().forEach((each) => conversation.remove(each.id))),
};

const change = (how) => {
  how();
  expected = null; // what is still on its way was asked in the conversation before
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

// Markers and sources

const partners = (element) => {
  const exchange = element.closest(".exchange");
  const number = element.dataset.source;
  return exchange ? exchange.querySelectorAll(`[data-source="${CSS.escape(number)}"]`) : [];
};

const light = (event, lit) => {
  const touched = event.target instanceof Element && event.target.closest("[data-source]");
  if (touched) for (const each of partners(touched)) each.classList.toggle("lit", lit);
};

for (const [begins, ends] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
  document.addEventListener(begins, (event) => light(event, true));
  document.addEventListener(ends, (event) => light(event, false));
}

document.addEventListener("click", (event) => {
  const marker = event.target instanceof Element && event.target.closest("a.marker");
  const source = marker && [...partners(marker)].find((each) => each.classList.contains("source"));
  if (!source) return;
  event.preventDefault(); // Gradio's <base> would make the fragment another page
  source.closest("details").open = true;
  source.scrollIntoView({ block: "nearest" });
  source.focus({ preventScroll: true });
});

wide.addEventListener("change", () => {
  for (const sources of document.querySelectorAll("details.sources")) sources.open = wide.matches;
});

// Beginning: Gradio puts the page together after this script has run, and again where it sees fit.

let begun = false;
const begin = () => {
  if (begun || !shown() || !box() || !tools()) return;
  begun = true;
  show();
  const lost = conversation.lost();
  const linked = new URLSearchParams(location.search).get("q");
  if (lost) complain(words().not_reachable);
  if (lost || linked) write(lost || linked);
  if (wide.matches) box().focus({ preventScroll: true }); // on a phone it would open the keyboard over the page
  shown().lastElementChild?.scrollIntoView({ block: "start" });
};

let transported = "";
let more = "";
const changed = () => {
  begin();
  const outlets = document.querySelector("#outlets input:not([placeholder])");
  if (outlets) outlets.placeholder = words().any;
  const period = document.querySelector("#period input:not([placeholder])");
  if (period) period.placeholder = words().any;
  if (tools() && document.documentElement.lang !== tools().dataset.language) {
    document.documentElement.lang = tools().dataset.language;
    list();
  }
  if (!begun) return;
  const arriving = document.querySelector("#arriving [data-exchange]")?.dataset.html;
  const now = `${arriving}|${document.querySelector("#problem .problem")?.textContent}`;
  if (now !== transported) {
    transported = now;
    arrived();
  }
  const latest = document.querySelector("#added [data-exchange]")?.dataset.html ?? "";
  if (latest !== more) {
    more = latest;
    added();
  }
};
new MutationObserver(changed).observe(document.documentElement, {
  childList: true, subtree: true, attributes: true, attributeFilter: ["data-html", "data-words"],
});
changed();
