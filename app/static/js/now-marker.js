// Keeps a page that stays open true: fetches it again when the next session begins or ends.
import { wake } from "./main.js";

const LONGEST = 2 ** 31 - 1; // what a timer can hold, 24 days
const PAUSE = 2000; // the server's clock may be a little behind ours

export function start(marker) {
  const wait = new Date(marker.dataset.until) - Date.now() + PAUSE;
  if (wait > LONGEST) return;
  setTimeout(() => marker.isConnected && renew(), Math.max(wait, 60 * 1000));
}

async function renew() {
  const old = document.getElementById("results");
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("results");
  if (!answer.ok || !fresh || old.contains(document.activeElement)) return;
  old.replaceWith(fresh);
  wake(fresh);
}
