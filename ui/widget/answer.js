// Answers: what came over the wire is brought into shape, then made elements. Everything others wrote becomes a text
// node in an element of its own direction; nothing of it is ever read as markup.

const isRecord = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const textOf = (value) => (typeof value === "string" ? value : "");
const recordsIn = (value) => (Array.isArray(value) ? value.filter(isRecord) : []);
const numbersIn = (value) => (Array.isArray(value) ? value.filter(Number.isInteger) : []);

const sentenceFrom = (raw) => ({ text: textOf(raw.text), citations: numbersIn(raw.citations) });

const citationFrom = (raw) => ({
  n: raw.n,
  article_id: textOf(raw.article_id),
  version: textOf(raw.version),
  title: textOf(raw.title),
  outlet: textOf(raw.outlet),
  published: textOf(raw.published),
  url: textOf(raw.url),
  quote: textOf(raw.quote),
  start: raw.start,
  end: raw.end,
  copies: recordsIn(raw.copies).map((each) => ({ outlet: textOf(each.outlet), url: textOf(each.url) })),
});

const citationsIn = (value) =>
  recordsIn(value)
    .filter((each) => [each.n, each.start, each.end].every(Number.isInteger))
    .map(citationFrom);

// An Answer with every part in its expected type, damaged parts left out; null where there is no answer in it.
function answerFrom(raw) {
  if (!isRecord(raw) || !textOf(raw.answer)) return null;
  return {
    status: textOf(raw.status),
    answer: raw.answer,
    question: textOf(raw.question),
    understood: textOf(raw.understood),
    sentences: recordsIn(raw.sentences).map(sentenceFrom),
    citations: citationsIn(raw.citations),
    nearest: citationsIn(raw.nearest),
    events: recordsIn(raw.events).map((each) => ({
      published: textOf(each.published),
      label: textOf(each.label),
      citations: numbersIn(each.citations),
    })),
    conflicts: recordsIn(raw.conflicts).map((each) => ({
      claim: textOf(each.claim),
      sides: recordsIn(each.sides).map((side) => ({ value: textOf(side.value), citations: numbersIn(side.citations) })),
    })),
    notes: Array.isArray(raw.notes) ? raw.notes.filter((each) => typeof each === "string") : [],
    dropped: Number.isInteger(raw.dropped) ? raw.dropped : 0,
  };
}

// --- elements -------------------------------------------------------------------------------------------------------

// An element with attributes; of `inside`, elements are appended and everything else becomes text.
function make(tag, attributes = {}, ...inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...inside.filter((each) => each !== null && each !== ""));
  return element;
}

// A text whose Unicode isolates are opened and closed within it. One closed too often would end the element's own
// isolation, and an override after it would turn the markers around.
function balanced(text) {
  let open = 0;
  let missing = 0;
  for (const control of text.match(/[\u2066-\u2069]/g) || []) {
    if (control !== "\u2069") open += 1;
    else if (open) open -= 1;
    else missing += 1;
  }
  return "\u2068".repeat(missing) + text + "\u2069".repeat(open);
}

// What others wrote: of its own direction, and of a language nobody has told us.
const theirs = (text, tag = "bdi", attributes = {}, ...after) =>
  make(tag, { dir: "auto", lang: "", ...attributes }, balanced(text), ...after);

// The address when following it can only open a web page, else null.
function safeLink(url) {
  if (!url || /[\u0000-\u0020\u007f]/.test(url)) return null;
  try {
    const { protocol, hostname } = new URL(url);
    return /^https?:$/.test(protocol) && hostname ? url : null;
  } catch {
    return null;
  }
}

const link = (address, ...inside) =>
  make("a", { href: address, target: "_blank", rel: "noopener noreferrer nofollow" }, ...inside);

// --- an answer, in a language and from a server ---------------------------------------------------------------------

// What stands over a list of articles; "" where none are listed: `Answer.lead` of the server.
const leadOf = ({ answer, sentences, events }) => {
  const first = answer.split("\n\n", 1)[0];
  return first !== answer && sentences.length && !events.length && !/\[\d+\]/.test(first) ? first : "";
};

// Makes elements of Answers. `server` is where articles are read; `labels` say the rest (see `labelsFor`).
class AnswerView {
  constructor(server, labels) {
    this.server = server;
    this.labels = labels;
  }

  // Everything under a question: what is told, then its sources.
  whole(answer) {
    const notFound = answer.status === "not_found";
    const cited = notFound ? answer.nearest : answer.citations;
    const told = notFound ? [this.saidOfNobody(answer.answer)] : this.told(answer);
    const notes = this.notes(answer);
    const before = answer.events.length ? notes : [];
    const after = answer.events.length ? [] : notes;
    const sources = cited.length ? [this.sources(notFound ? "nearest" : "sources", cited)] : [];
    return [make("div", { class: "told" }, ...before, ...told, ...after), ...sources];
  }

  // A sentence with its markers; one whose citation is not in `cited` gets none.
  said({ text, citations }, cited) {
    return theirs("", "p", { class: "said" }, make("span", {}, balanced(text)), ...this.markers(citations, cited));
  }

  saidOfNobody(text) {
    return this.said({ text, citations: [] }, new Map());
  }

  told(answer) {
    const cited = new Map(answer.citations.map((each) => [each.n, each]));
    const conflicts = answer.conflicts.map((each) => this.conflict(each, cited));
    if (!answer.sentences.length && !conflicts.length) return [this.saidOfNobody(answer.answer)];
    const left = new Set(answer.sentences);
    const lead = leadOf(answer);
    const listed = lead ? answer.citations.map(({ published, title, n }) => ({ published, label: title, citations: [n] })) : [];
    const events = [...answer.events, ...listed].map((event) => {
      const own = [...left].filter((each) => each.citations.some((n) => event.citations.includes(n)));
      own.forEach((each) => left.delete(each));
      return this.event(event, own, cited);
    });
    const above = lead ? [this.saidOfNobody(lead)] : [];
    return [...above, ...[...left].map((each) => this.said(each, cited)), ...events, ...conflicts];
  }

  event(event, sentences, cited) {
    const outlets = new Set(event.citations.map((n) => cited.get(n)?.outlet).filter(Boolean));
    const day = `${inWords(event.published, labelsFor("en"))}: `; // the label begins with it, always in English
    const headline = event.label.startsWith(day) ? event.label.slice(day.length) : event.label;
    return make(
      "div",
      { class: "event" },
      make("p", { class: "day" }, inWords(event.published, this.labels)),
      headline ? theirs(headline, "p", { class: "label" }) : null,
      ...sentences.map((each) => this.said(each, cited)),
      outlets.size > 1 ? make("p", { class: "note" }, this.labels.say("outlets", { n: outlets.size })) : null,
    );
  }

  conflict({ claim, sides }, cited) {
    const columns = sides.map((side) => {
      const outlets = new Set(side.citations.filter((n) => cited.has(n)).map((n) => this.outlet(cited.get(n).outlet)));
      const named = [...outlets].flatMap((each, at) => [at ? ", " : "", theirs(each)]);
      const value = make("p", { class: "value" }, theirs(side.value), ...this.markers(side.citations, cited));
      return make("li", {}, value, make("p", { class: "note" }, ...named));
    });
    return make(
      "div",
      { class: "conflict" },
      make("p", { class: "day" }, this.labels.say("differ")),
      theirs(claim, "p", { class: "label" }),
      make("ul", {}, ...columns),
    );
  }

  notes(answer) {
    const { understood, dropped } = answer;
    const readAs = understood && answer.question.trim().split(/\s+/).join(" ") !== understood;
    const note = (text, lang) => theirs(text, "p", { class: "note", lang });
    return [
      readAs ? note(this.labels.say("readAs", { question: understood }), null) : null,
      ...answer.notes.map((each) => note(each, "en")), // the server writes them in English
      dropped ? note(this.labels.say("dropped", { n: dropped }), null) : null,
    ].filter(Boolean);
  }

  // Numbers that are buttons: an article may print "[1]", and cannot print one of these.
  markers(numbers, cited) {
    return numbers.filter((n) => cited.has(n)).flatMap((n) => {
      const { outlet, published } = cited.get(n);
      const gaps = { n, outlet: this.outlet(outlet), date: inWords(published, this.labels) };
      const name = this.labels.say("source", gaps);
      return [" ", make("button", { type: "button", class: "marker", "data-n": n, "aria-label": name }, `${n}`)];
    });
  }

  // The sources, a card an article: its outlet, date and headline always in view, its quotes to unfold.
  sources(title, cited) {
    const articles = new Map();
    for (const each of cited) {
      const name = `${each.article_id} ${each.version}`;
      articles.set(name, [...(articles.get(name) || []), each]);
    }
    const cards = [...articles.values()].map((each) => make("li", {}, this.card(each)));
    return make("div", { class: "sources" }, make("h4", {}, this.labels.say(title)), make("ul", {}, ...cards));
  }

  card(citations) {
    const [first] = citations;
    const numbers = citations.map(({ n }) => n).join(", ");
    const date = make("bdi", { class: "date" }, inWords(first.published, this.labels, "short"));
    const byline = [make("bdi", { class: "numbers" }, numbers), " ", theirs(this.outlet(first.outlet)), " · ", date];
    const summary = make(
      "summary",
      {},
      make("span", { class: "byline" }, ...byline),
      theirs(first.title, "span", { class: "headline" }),
    );
    const original = safeLink(first.url);
    const host = original && new URL(original).hostname;
    const foot = original ? make("p", { class: "foot" }, link(original, this.labels.say("original", { host }))) : null;
    return make("details", { class: "source" }, summary, ...citations.map((each) => this.quote(each)), foot);
  }

  quote(citation) {
    const { n, article_id: id, version, start, end, copies } = citation;
    const query = new URLSearchParams({ article: id, version, mark: `${start}-${end}` });
    const open = link(`${this.server}read?${query}#quote`, this.labels.say("open"));
    const back = { type: "button", class: "marker back", "data-n": n, "aria-label": this.labels.say("back", { n }) };
    const also = new Map(copies.map((each) => [this.outlet(each.outlet), safeLink(each.url)]));
    const named = [...also].flatMap(([outlet, address], at) => [
      at ? ", " : " ",
      address ? link(address, theirs(outlet)) : theirs(outlet),
    ]);
    return make(
      "div",
      { class: "quote", "data-quote": n, tabindex: "-1" },
      make("button", back, `${n}`),
      theirs(citation.quote, "blockquote"),
      make("p", { class: "foot" }, also.size ? make("span", {}, this.labels.say("also"), ...named) : null, open),
    );
  }

  outlet(name) {
    return name || this.labels.say("unnamed");
  }
}
