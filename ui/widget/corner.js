// The corner: a button that opens the chat, in the page itself or in a frame from the server. Then the start of it all.

const PHONE = matchMedia("(max-width: 480px)"); // there the panel is the whole screen, and the page behind it is inert
const FRAME_ANSWERS_MS = 15_000; // a frame that the browser refused to show never says that it is there
const PASSED_ON = ["key", "outlets", "since", "until", "remember", "theme", "lang"];

// A button in the corner of the page, with its panel. `settings` are those of the script's data attributes.
function addCorner(server, settings) {
  const labels = labelsFor(settings.lang, languageAround(document.body));
  const title = settings.title || labels.say("title");
  const dir = settings.dir || getComputedStyle(document.body).direction;
  const passed = { server, ...pick({ ...settings, lang: labels.language, dir }, [...PASSED_ON, "dir"]) };
  const corner = make("dateline-corner", { "data-server": server, dir, ...pick(settings, ["theme"]) });
  const shadow = corner.attachShadow({ mode: "open" });
  shadow.adoptedStyleSheets = [SHEET];
  const name = theirs(title, "bdi", { lang: null });
  const button = make("button", { type: "button", class: "opener", "aria-haspopup": "dialog" }, name);
  const close = make("button", { type: "button", class: "close", "aria-label": labels.say("close") }, "×");
  const heading = theirs(title, "h2", { id: "title", lang: null });
  const dialog = make("dialog", { "aria-labelledby": "title" }, make("header", {}, heading, close));
  const chat = () => make("dateline-chat", { ...passed, id: "corner", fill: "panel" });
  const panel = new Panel(dialog, button, () => (settings.mode === "iframe" ? frame(passed, labels, panel) : chat()));
  button.addEventListener("click", () => panel.open());
  close.addEventListener("click", () => panel.close());
  shadow.append(make("div", { class: "corner", lang: labels.language }, button, dialog));
  const others = document.querySelectorAll("dateline-corner").length;
  corner.style.setProperty("--nth", `${others}`); // buttons of several servers stand above each other
  document.documentElement.append(corner); // not the body: a transformed body would be what "fixed" is fixed to
}

const pick = (record, names) =>
  Object.fromEntries(names.filter((name) => name in record).map((name) => [name, record[name]]));

// The panel: a dialog beside the page, on a phone over it. What is in it is made at the first opening.
class Panel {
  constructor(dialog, opener, makeContent) {
    Object.assign(this, { dialog, opener, makeContent, content: null });
    dialog.addEventListener("close", () => this.closed());
    dialog.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.isComposing) this.close();
      event.stopPropagation();
    });
    PHONE.addEventListener("change", () => {
      if (dialog.open) dialog.close("moved");
    });
  }

  open() {
    if (!this.content) this.dialog.append((this.content = this.makeContent()));
    this.dialog.returnValue = "";
    if (PHONE.matches) this.dialog.showModal();
    else this.dialog.show();
    this.opener.hidden = true;
    this.content.focus();
  }

  close() {
    this.dialog.close();
  }

  // The reader closed it, or the screen became one where it has to be opened otherwise.
  closed() {
    if (this.dialog.returnValue === "moved") {
      this.open();
      return;
    }
    this.opener.hidden = false;
    this.opener.focus();
  }
}

// The chat in a frame: the key goes behind the #, where no server and no log sees it.
function frame({ server, key, ...shown }, labels, panel) {
  const fragment = key ? `#${new URLSearchParams({ key })}` : "";
  const src = `${server}embed?${new URLSearchParams(shown)}${fragment}`;
  const element = make("iframe", { src, title: labels.say("conversation"), referrerpolicy: "no-referrer" });
  const waiting = setTimeout(() => {
    const host = new URL(server).host;
    element.replaceWith(make("p", { class: "problem", role: "alert" }, labels.say("framed", { host })));
  }, FRAME_ANSWERS_MS);
  window.addEventListener("message", (event) => {
    if (event.source !== element.contentWindow || event.origin !== new URL(server).origin) return;
    if (event.data?.dateline === "ready") {
      clearTimeout(waiting);
      if (panel.dialog.open) element.focus();
    }
    if (event.data?.dateline === "close") panel.close();
  });
  return element;
}

// The server's own page for frames: its address says what the script's data attributes say elsewhere.
function fillPage(server) {
  const settings = Object.fromEntries(new URLSearchParams(location.search));
  const key = new URLSearchParams(location.hash.slice(1)).get("key");
  const labels = labelsFor(settings.lang, navigator.language);
  document.documentElement.lang = labels.language;
  if (settings.dir === "rtl") document.documentElement.dir = "rtl";
  document.title = settings.title || labels.say("title");
  const passed = { ...pick(settings, [...PASSED_ON, "title"]), key, lang: labels.language };
  const chat = make("dateline-chat", { ...passed, server, fill: "page" });
  document.body.append(chat);
  // Whoever frames this page may hear it: nothing of the conversation is said.
  const tell = (dateline) => window.parent !== window && window.parent.postMessage({ dateline }, "*");
  document.addEventListener("keydown", (event) => event.key === "Escape" && !event.isComposing && tell("close"));
  window.addEventListener("focus", () => document.activeElement === document.body && chat.focus());
  tell("ready");
}

// --- start ----------------------------------------------------------------------------------------------------------

// Null in a module. Asked of the prototype, because an element of the page named "currentScript" would otherwise stand
// in for it, and its `src` for the server's address.
const SCRIPT = Object.getOwnPropertyDescriptor(Document.prototype, "currentScript").get.call(document);
const SETTINGS = { ...SCRIPT?.dataset };
const SCRIPT_SERVER = serverAddress(SCRIPT?.src && new URL(".", SCRIPT.src));

function start() {
  const { mode } = SETTINGS;
  if (mode === "inline" || !SCRIPT_SERVER) return;
  if (mode === "page") fillPage(SCRIPT_SERVER);
  else if (document.querySelector(`dateline-corner[data-server="${CSS.escape(SCRIPT_SERVER)}"]`)) {
    console.warn(`Dateline: ${SCRIPT_SERVER} already has a button on this page; the second script tag adds none.`);
  } else addCorner(SCRIPT_SERVER, SETTINGS);
}

if (!customElements.get("dateline-chat")) customElements.define("dateline-chat", DatelineChat);
if (document.body) start();
else document.addEventListener("DOMContentLoaded", start);
