// <dateline-chat>: a conversation with a Dateline server, wherever it stands in a page.

const SHEET = new CSSStyleSheet(); // made by script, so that no Content-Security-Policy has to allow a style
SHEET.replaceSync(STYLE);
const KEPT = 10; // exchanges remembered where remembering is asked for

// The address every request goes to, with a slash at its end; null where `server` is no http address.
function serverAddress(server) {
  if (!server) return null; // a script that was inlined, or loaded as a module, does not know where it came from
  try {
    const { protocol, origin, pathname } = new URL(server, document.baseURI);
    return /^https?:$/.test(protocol) ? `${origin}${pathname.replace(/\/*$/, "/")}` : null;
  } catch {
    return null;
  }
}

// The language of the words around an element, else the reader's.
const languageAround = (element) => element.closest("[lang]")?.lang || navigator.language;

// Attributes are read once, when the element first comes into a page; `theme` may change at any time.
class DatelineChat extends HTMLElement {
  #exchanges = []; // { asked, answer }, oldest first: in memory, and in the browser's storage only where asked
  #asking = null; // the AbortController of the question under way
  #failed = null; // the exchange that has no answer; there is at most one, the last

  connectedCallback() {
    if (this.shadowRoot) return; // moved, not new
    this.labels = labelsFor(this.lang, languageAround(this));
    this.server = serverAddress(this.getAttribute("server") || SCRIPT_SERVER);
    this.view = new AnswerView(this.server, this.labels);
    this.filters = this.#filters();
    const shadow = this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [SHEET];
    shadow.append(this.#built());
    this.#recall();
  }

  disconnectedCallback() {
    queueMicrotask(() => this.isConnected || this.#asking?.abort(new Problem("stopped")));
  }

  focus() {
    this.box.focus();
  }

  // --- what stands where --------------------------------------------------------------------------------------------

  #built() {
    const { labels } = this;
    const title = this.title;
    this.removeAttribute("title"); // or the browser shows it as a tooltip over every sentence
    this.log = make("div", { class: "log", role: "log", tabindex: "0", "aria-label": labels.say("conversation") });
    this.status = make("p", { class: "status", role: "status" });
    const asked = labels.say("question");
    const hints = { rows: "1", dir: "auto", enterkeyhint: "send" };
    this.box = make("textarea", { ...hints, "aria-label": asked, placeholder: asked });
    this.button = make("button", { type: "button", class: "ask" }, labels.say("ask"));
    this.again = make("button", { type: "button", class: "again", hidden: true }, labels.say("again"));
    this.form = make("form", {}, this.box, this.button);
    this.log.append(...this.#intro());
    this.#listen();
    const head = title ? make("header", {}, theirs(title, "h2", { lang: null })) : null;
    const named = { class: "chat", lang: labels.language, "aria-label": title || labels.say("title") };
    const foot = make("footer", {}, this.status, this.again);
    if (!this.server) this.form.replaceChildren(make("p", { class: "problem", role: "alert" }, labels.say("server")));
    return make("section", named, head, this.log, this.form, foot);
  }

  #intro() {
    const { labels, filters } = this;
    const days = ["since", "until"].filter((key) => filters[key]);
    const named = days.map((key) => labels.say(key, { day: inWords(filters[key], labels) }));
    const scope = [...(filters.outlets || []), ...named].join(", ");
    const lines = [labels.say("intro"), scope && labels.say("scope", { scope })].filter(Boolean);
    return lines.map((each) => make("p", { class: "intro" }, each));
  }

  #filters() {
    const outlets = (this.getAttribute("outlets") || "").split(";").map((each) => each.trim()).filter(Boolean);
    const filters = { outlets: outlets.length ? outlets : undefined };
    for (const name of ["since", "until"]) filters[name] = this.getAttribute(name) || undefined;
    return filters;
  }

  #listen() {
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.button.addEventListener("click", (event) => {
      if (!this.#asking) this.#ask(this.box.value);
      else if (event.detail < 2) this.#asking.abort(new Problem("stopped")); // and not by a double click
    });
    this.again.addEventListener("click", () => this.#startAgain());
    this.box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#ask(this.box.value);
    });
    this.box.addEventListener("input", () => this.#asking || this.#say(""));
    for (const kind of ["keydown", "keypress", "keyup"]) {
      // What is typed here is no shortcut of the host page's.
      this.form.addEventListener(kind, (event) => event.key === "Escape" || event.stopPropagation());
    }
    this.log.addEventListener("click", ({ target }) => this.#follow(target.closest("button.marker")));
    for (const [kind, lit] of [["mouseover", true], ["focusin", true], ["mouseout", false], ["focusout", false]]) {
      this.log.addEventListener(kind, ({ target }) => this.#light(target.closest("[data-n], [data-quote]"), lit));
    }
  }

  // --- asking -------------------------------------------------------------------------------------------------------

  async #ask(typed) {
    const question = typed.trim();
    if (this.#asking || !question) {
      this.#say(this.#asking ? "busy" : "empty");
      this.box.focus();
      return;
    }
    this.#failed?.remove();
    this.#failed = null;
    if (this.box.value.trim() === question) this.box.value = "";
    this.box.focus(); // a button that asked again is gone
    const exchange = this.#exchange(question);
    this.#busy(new AbortController());
    try {
      const body = askBody(question, this.filters, this.#exchanges);
      const request = { server: this.server, key: this.getAttribute("key"), body };
      const answer = await ask(request, this.#asking.signal, (news) => this.#arrived(exchange, news));
      exchange.body.replaceChildren(...this.view.whole(answer));
      this.#exchanges.push({ asked: question, answer });
      this.#say("");
      this.#keep();
    } catch (problem) {
      this.#fail(exchange, question, problem);
    } finally {
      this.#busy(null);
      exchange.section.removeAttribute("aria-busy");
    }
  }

  // A question with room under it. It is busy, and so not read out, until what is under it is whole.
  #exchange(question) {
    const body = make("div", { class: "columns" });
    const section = make("section", { class: "exchange", "aria-busy": "true" }, theirs(question, "h3"), body);
    this.log.append(section);
    this.log.scrollTop = section.offsetTop;
    this.#say("reading");
    return { section, body, told: make("div", { class: "told" }) };
  }

  #arrived(exchange, news) {
    if (news === "retrying") {
      this.#say("retrying");
      return;
    }
    if (!exchange.told.isConnected) exchange.body.append(exchange.told);
    exchange.told.append(this.view.said(news, new Map())); // markers come when there is something to lead to
  }

  #busy(asking) {
    this.#asking = asking;
    this.button.textContent = this.labels.say(asking ? "stop" : "ask");
    this.button.classList.toggle("stop", Boolean(asking));
    this.again.hidden = Boolean(asking) || !(this.#exchanges.length || this.#failed);
  }

  #fail(exchange, question, problem) {
    if (!(problem instanceof Problem)) console.error("Dateline:", problem);
    const { label, gaps, again } = problem instanceof Problem ? problem : new Problem("failed");
    const when = gaps.seconds ? soon(gaps.seconds, this.labels) : this.labels.say("later");
    const sentence = label === "sentence" ? gaps.sentence : this.labels.say(label, { ...gaps, when });
    const retry = make("button", { type: "button", class: "retry" }, this.labels.say("tryAgain"));
    retry.addEventListener("click", () => this.#ask(question));
    exchange.body.replaceChildren(make("p", { class: "problem", role: "alert" }, sentence), ...(again ? [retry] : []));
    this.#failed = exchange.section;
    if (!this.box.value) this.box.value = question;
    this.#say("");
  }

  #say(label) {
    this.status.textContent = label && this.labels.say(label);
  }

  // --- markers and sources ------------------------------------------------------------------------------------------

  // From a marker to the quote it stands for, or from the number beside a quote back to its sentence.
  #follow(marker) {
    if (!marker) return;
    const exchange = marker.closest(".exchange");
    const back = marker.classList.contains("back");
    const target = exchange.querySelector(`${back ? ".told [data-n" : "[data-quote"}="${marker.dataset.n}"]`);
    if (!target) return;
    if (!back) target.closest("details").open = true;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "nearest" });
  }

  #light(touched, lit) {
    if (!touched) return;
    const n = touched.dataset.n || touched.dataset.quote;
    const partners = touched.closest(".exchange").querySelectorAll(`[data-n="${n}"], [data-quote="${n}"]`);
    for (const each of partners) each.classList.toggle("lit", lit);
  }

  // --- remembering, only where the site asks for it -----------------------------------------------------------------

  get #place() {
    return `dateline ${this.server}${this.id}`; // several elements of a page are several conversations
  }

  // The tab's storage, or with remember="browser" the browser's; null where nothing is to be remembered.
  get #storage() {
    if (!this.hasAttribute("remember")) return null;
    return this.getAttribute("remember") === "browser" ? localStorage : sessionStorage;
  }

  #keep() {
    try {
      this.#storage?.setItem(this.#place, JSON.stringify(this.#exchanges.slice(-KEPT)));
    } catch {
      this.#say("kept");
    }
  }

  #recall() {
    let kept = null;
    try {
      kept = JSON.parse(this.#storage?.getItem(this.#place) || "[]");
    } catch {
      return; // storage is forbidden, or holds what we did not write: the conversation begins empty
    }
    for (const each of recordsIn(kept)) {
      const [asked, answer] = [textOf(each.asked), answerFrom(each.answer)];
      if (!asked || !answer) continue;
      const exchange = this.#exchange(asked);
      exchange.body.append(...this.view.whole(answer));
      exchange.section.removeAttribute("aria-busy");
      this.#exchanges.push({ asked, answer });
    }
    this.#say("");
    this.#busy(null);
  }

  #startAgain() {
    this.#exchanges = [];
    this.#failed = null;
    this.log.replaceChildren(...this.#intro());
    try {
      this.#storage?.removeItem(this.#place);
    } catch {
      // what could not be kept need not be removed
    }
    this.#busy(null);
    this.box.focus();
  }
}
