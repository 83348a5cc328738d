// Writes the reader's own time beside an event's, where their clocks differ.
// <span data-component="own-time" data-from="…Z" data-to="…Z" data-zone="Europe/Berlin" data-label="Your time">
export function start(box) {
  const { from, to, zone, label } = box.dataset;
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const begins = new Date(from);
  if (!own || offset(begins, own) === offset(begins, zone)) return;
  const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
  const words = new Intl.DateTimeFormat(language, {
    weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit",
    hourCycle: "h23", numberingSystem: "latn", timeZone: own,
  });
  const ends = to && new Date(to);
  box.textContent = `${label} (${own.split("/").at(-1).replaceAll("_", " ")}): ${ends ? words.formatRange(begins, ends) : words.format(begins)}`;
  box.hidden = false;
}

function offset(moment, timeZone) {
  const shown = moment.toLocaleString("en-US", { timeZone, hourCycle: "h23" });
  return new Date(`${shown} UTC`) - moment;
}
