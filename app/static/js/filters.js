// Shows the answer of a filter form while it is being filled: the same page, its #results swapped,
// and its address in the history.
import { wake } from "./main.js";

const PAUSE = 250; // milliseconds after the last key
let running = null;

export function start(form) {
  let timer;
  const later = (pause, remember) => {
    clearTimeout(timer);
    timer = setTimeout(() => show(address(form), remember), pause);
  };
  // Each choice is a step one can go back from; each letter typed is not.
  form.addEventListener("input", ({ target }) => {
    if (!target.matches("select, [type=checkbox], [type=radio]")) later(PAUSE, "replaceState");
  });
  form.addEventListener("change", ({ target }) => {
    if (target.matches("select, [type=checkbox], [type=radio]")) later(0, "pushState");
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    later(0, "replaceState");
  });
  addEventListener("popstate", () => location.reload());
  // Who was quicker than this script has typed already.
  const typing = form.contains(document.activeElement) ? document.activeElement : null;
  if (typing?.matches("input") && typing.value !== typing.defaultValue) later(PAUSE, "replaceState");
}

function address(form) {
  const wanted = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (value) wanted.append(name, value);
  }
  const query = wanted.toString();
  return form.getAttribute("action").split("?")[0] + (query ? `?${query}` : "");
}

async function show(url, remember) {
  running?.abort();
  running = new AbortController();
  const old = document.getElementById("results");
  old.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(url, { signal: running.signal, headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("results");
    if (!answer.ok || !fresh) return location.assign(url);
    old.replaceWith(fresh);
    wake(fresh);
    history[remember](null, "", url);
  } catch (error) {
    if (error.name !== "AbortError") location.assign(url);
  }
}
