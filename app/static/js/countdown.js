// Says how long it is until a moment, in the reader's language; then shows the page anew.
const UNITS = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];

export function start(box) {
  const until = new Date(box.dataset.until);
  const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "always" });
  const tick = () => {
    const left = Math.ceil((until - Date.now()) / 1000);
    if (left <= 0) return setTimeout(() => location.reload(), 1000 + Math.random() * 4000);
    const [unit, seconds] = UNITS.find(([, size]) => left >= size);
    box.textContent = words.format(Math.round(left / seconds), unit);
    box.hidden = false;
    setTimeout(tick, left > 3600 ? 30000 : 1000);
  };
  tick();
}
