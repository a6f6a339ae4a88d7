// Labels: the words of the widget itself, in the reader's language. LABELS holds them, one table a language.

// The labels of the first language asked for that there is, else English: { language, say(key, gaps) }.
function labelsFor(...languages) {
  const known = (tag) => Object.keys(LABELS).find((each) => each === (tag || "").toLowerCase().split("-")[0]);
  const language = languages.map(known).find(Boolean) || "en";
  const say = (key, gaps = {}) => {
    const label = (gaps.n === 1 && LABELS[language][`${key}One`]) || LABELS[language][key];
    return label.replace(/\{(\w+)\}/g, (whole, gap) => gaps[gap] ?? whole);
  };
  return { language, say };
}

// A `published` value as a reader says it: "1 March 2013", "March 2013", "6 July (year not stated)", "undated". `month`
// may be "short".
function inWords(published, labels, month = "long") {
  if (!published) return labels.say("undated");
  const [, yearless, ...monthAndDay] = /^(--)(\d\d)-(\d\d)/.exec(published) || [];
  const parts = yearless ? ["2000", ...monthAndDay] : published.slice(0, 10).split("-");
  const date = new Date(`${parts.join("-")}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || !date.toISOString().startsWith(parts.join("-"))) return published;
  const form = { timeZone: "UTC", year: yearless ? undefined : "numeric" };
  if (parts.length > 1) form.month = month;
  if (parts.length > 2) form.day = "numeric";
  const words = new Intl.DateTimeFormat(labels.language === "en" ? "en-GB" : labels.language, form).format(date);
  return yearless ? labels.say("yearless", { day: words }) : words;
}

// "in 12 seconds", "in 3 minutes".
function soon(seconds, labels) {
  const form = new Intl.RelativeTimeFormat(labels.language);
  return seconds < 100 ? form.format(seconds, "second") : form.format(Math.ceil(seconds / 60), "minute");
}
