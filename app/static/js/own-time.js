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
  box.textContent = `${label} (${name(own, begins, language)}): ${ends ? words.formatRange(begins, ends) : words.format(begins)}`;
  box.hidden = false;
}

// The city; where its name is in letters the language is not written in, what the language calls the zone.
function name(zone, moment, language) {
  const { script } = new Intl.Locale(language).maximize();
  if (script === "Latn") return zone.split("/").at(-1).replaceAll("_", " ");
  const parts = new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: "longGeneric" }).formatToParts(moment);
  return parts.find((part) => part.type === "timeZoneName").value;
}

function offset(moment, timeZone) {
  const shown = moment.toLocaleString("en-US", { timeZone, hourCycle: "h23" });
  return new Date(`${shown} UTC`) - moment;
}
