// What the page does in the browser besides asking: a marker and its source light each other, a marker leads to
// its source, sources are unfolded where there is room, the newest question is in view and announced.
"use strict";

const wide = window.matchMedia("(min-width: 900px)");
const announcer = document.createElement("p");
announcer.setAttribute("role", "status");
announcer.className = "announcer";

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

let newest = "";
let focused = false;
const arrived = () => {
  const outlets = document.querySelector("#outlets input:not([placeholder])");
  if (outlets) outlets.placeholder = "any";
  const box = document.querySelector("#question textarea");
  if (box && !focused) {
    focused = true;
    if (wide.matches) box.focus({ preventScroll: true }); // on a phone it would open the keyboard over the page
  }
  for (const sources of document.querySelectorAll("details.sources:not([data-placed])")) {
    sources.dataset.placed = "";
    sources.open = wide.matches;
  }
  const exchange = [...document.querySelectorAll(".exchange")].at(-1);
  const state = exchange ? `${exchange.id} ${exchange.dataset.status}` : "";
  if (state === newest) return;
  newest = state;
  if (!exchange) return;
  exchange.scrollIntoView({ block: "start" });
  const found = exchange.querySelectorAll(".source").length;
  if (exchange.dataset.status === "pending") announcer.textContent = "Reading the articles.";
  else announcer.textContent = `${exchange.querySelector(".told").textContent} ${found} sources.`;
};

wide.addEventListener("change", () => {
  for (const sources of document.querySelectorAll("details.sources")) sources.open = wide.matches;
});
new MutationObserver(arrived).observe(document.documentElement, { childList: true, subtree: true });
document.body.append(announcer);
arrived();
