// Markers and their sources: each lights the other, a marker leads to its source, sources are unfolded where there is room.

export const wide = window.matchMedia("(min-width: 900px)");

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
