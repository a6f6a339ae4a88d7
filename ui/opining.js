// What a reader says of an answer: helpful at once, the others with a reason if there is one. Sent to api/feedback.
import { random } from "./keeping.js";

export const opine = (button, words, keep) => {
  const exchange = button.closest(".exchange");
  exchange.querySelector(".reason")?.remove();
  if (button.dataset.verdict === "helpful") send(exchange, button, "", words, keep);
  else exchange.querySelector(".doings").append(asked(exchange, button, words, keep));
  exchange.querySelector(".reason textarea")?.focus();
};

const asked = (exchange, button, words, keep) => {
  const form = document.createElement("form");
  const area = document.createElement("textarea");
  form.className = "reason";
  area.maxLength = 1000;
  area.rows = 2;
  area.setAttribute("aria-label", `${button.textContent}: ${words.what_was_wrong}`);
  area.placeholder = words.what_was_wrong;
  form.append(area, named("submit", words.send), named("button", words.cancel));
  const leave = () => { form.remove(); button.focus(); };
  form.lastChild.addEventListener("click", leave);
  form.addEventListener("keydown", (event) => { if (event.key === "Escape") leave(); });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(exchange, button, area.value, words, keep);
    leave();
  });
  return form;
};

const named = (type, text) => Object.assign(document.createElement("button"), { type, textContent: text });

const send = async (exchange, button, reason, words, keep) => {
  const done = exchange.querySelector(".doings .done");
  exchange.dataset.verdictId ||= random();
  const cited = JSON.parse(exchange.dataset.cited)
    .map(([article_id, version, start, end]) => ({ article_id, version, start, end }));
  const verdict = {
    id: exchange.dataset.verdictId, verdict: button.dataset.verdict, question: exchange.querySelector(".asked").textContent,
    status: exchange.dataset.status, cited, reason, scope: exchange.querySelector(".scope")?.textContent ?? "",
  };
  const headers = { "content-type": "application/json" };
  const kept = await fetch("api/feedback", { method: "POST", headers, body: JSON.stringify(verdict) })
    .then((answer) => answer.ok, () => false);
  done.textContent = kept ? words.thanks : words.not_kept;
  if (!kept) return;
  for (const each of exchange.querySelectorAll(".verdict")) each.setAttribute("aria-pressed", String(each === button));
  keep(exchange);
};
