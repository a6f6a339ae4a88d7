// Answers taken along: as Markdown with footnotes, made by the server (ui/footnotes.py), copied or downloaded.

export const copy = async (exchange, words) => {
  const done = exchange.querySelector(".doings .done");
  done.textContent = (await copied(exchange.dataset.footnoted)) ? words.copied : words.not_copied;
};

const copied = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch { // not allowed, or no clipboard because the page came by plain http
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "announcer";
    document.body.append(area);
    const before = document.activeElement;
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    before?.focus();
    return done;
  }
};

export const download = (exchanges) => {
  const text = exchanges.map((each) => each.dataset.footnoted).join("\n");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/markdown;charset=utf-8" }));
  link.download = "dateline.md";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
};
