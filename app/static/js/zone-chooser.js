// Proposes the zone this device is set to, so that most people need not look for theirs.
export function start(form) {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const list = form.elements.tz;
  if (!own?.includes("/") || list.value) return; // a zone without a place is none we know
  if (![...list.options].some((option) => option.value === own)) {
    list.add(new Option(own.replaceAll("_", " "), own), 1);
  }
  list.value = own;
}
