// The outline by keyboard. Rows are walked with arrows; Enter writes the next session, F2 a title, Tab nests,
// Alt and arrows move. Every act is one of the page's own forms, sent behind the scenes; its answer is the page
// anew. Tab nests only once another of these keys was used, and Escape gives it back: nobody is trapped.
import { answerOf, linePlace, openLine } from "./outline-line.js";
import { isComposing, isLetter } from "./keyboards.js";
import { wake } from "./main.js";

const ROW = ".outline__row";
const FOLD = ".findings-panel__fold";
const HELP = ["?", "؟", "？"];

export function start(marker) {
  const outline = { desk: marker.closest("main"), words: marker.dataset, said: speaker(), at: "", isBusy: false };
  ready(outline, location.hash.slice(1));
  outline.desk.addEventListener("keydown", (event) => pressed(outline, event));
  outline.desk.addEventListener("focusin", ({ target }) => {
    if (target.matches(ROW)) current(outline, target);
  });
  outline.desk.addEventListener("submit", (event) => {
    const [, way] = event.target.action.match(/\/(undo|redo)$/) ?? [];
    if (!way) return;
    event.preventDefault();
    step(outline, way).then((isDone) => isDone && stepForm(outline, way, "undo", "redo")?.querySelector("button").focus());
  });
  document.addEventListener("keydown", (event) => {
    if (isStep(event)) {
      event.preventDefault();
      step(outline, event.shiftKey ? "redo" : "undo");
    }
    if (!HELP.includes(event.key) || event.target.closest?.("input, textarea, select, dialog")) return;
    event.preventDefault();
    document.getElementById("outline-keys").showModal();
  });
}

function isStep(event) {
  const isMeant = (event.ctrlKey || event.metaKey) && !event.altKey && isLetter(event, "z");
  return isMeant && !event.target.closest?.("input, textarea, select, dialog"); // there it takes back what is typed
}

function speaker() {
  const said = document.createElement("p");
  said.className = "hidden";
  said.setAttribute("role", "status");
  document.body.append(said);
  return said;
}

// One row at a time can be reached by Tab: the one somebody has been at.
function ready(outline, id) {
  for (const row of rows(outline)) {
    row.tabIndex = -1;
    row.setAttribute("role", "group");
    row.setAttribute("aria-label", name(row));
  }
  const first = rowOf(outline, id) ?? rowOf(outline, outline.at) ?? rows(outline)[0];
  if (first) current(outline, first);
  outline.desk.querySelector("[data-opens=outline-keys]").hidden = false;
}

function rows(outline) {
  return [...outline.desk.querySelectorAll(ROW)];
}

function rowOf(outline, id) {
  return id ? document.getElementById(id)?.querySelector(ROW) : null;
}

function current(outline, row) {
  for (const other of outline.desk.querySelectorAll(`${ROW}[tabindex="0"]`)) other.tabIndex = -1;
  row.tabIndex = 0;
  outline.at = row.parentElement.id;
}

function name(row) {
  const parts = [".outline__time", ".outline__title"].map((part) => row.querySelector(part));
  return parts.map((part) => part.textContent.replace(/\s+/g, " ").trim()).join(" ");
}

function pressed(outline, event) {
  const row = event.target;
  if (!row.matches(ROW) || event.ctrlKey || event.metaKey) return;
  const act = ACTS[(event.altKey ? "Alt+" : "") + (event.shiftKey ? "Shift+" : "") + event.key];
  const isTab = event.key === "Tab" || event.key === "Escape";
  if (!act || (isTab && !outline.desk.classList.contains("has-outline-keys"))) return;
  event.preventDefault();
  outline.desk.classList.toggle("has-outline-keys", event.key !== "Escape");
  if (outline.line?.isBegun()) return outline.line.input.focus(); // what was begun is not lost
  if (!outline.isBusy) act(outline, row);
}

const ACTS = {
  ArrowDown: (outline, row) => walk(outline, row, 1),
  ArrowUp: (outline, row) => walk(outline, row, -1),
  Home: (outline) => rows(outline)[0].focus(),
  End: (outline) => rows(outline).at(-1).focus(),
  Enter: (outline, row) => write(outline, row, "new"),
  F2: (outline, row) => write(outline, row, "title"),
  "Alt+ArrowUp": (outline, row) => post(outline, row, "move/up"),
  "Alt+ArrowDown": (outline, row) => post(outline, row, "move/down"),
  Tab: (outline, row) => post(outline, row, "nest"),
  "Shift+Tab": (outline, row) => post(outline, row, "unnest"),
  Escape: (outline) => say(outline, outline.words.left),
};

function walk(outline, row, step) {
  const all = rows(outline);
  all[all.indexOf(row) + step]?.focus();
}

// A line to type in, behind a row or in the place of its title; the row gets the focus back whatever happens.
function write(outline, row, kind) {
  const item = row.parentElement;
  const line = openLine(outline, item, kind);
  const leave = () => {
    line.close();
    (rowOf(outline, item.id) ?? rows(outline)[0])?.focus();
  };
  line.form.addEventListener("submit", (event) => {
    event.preventDefault();
    save(outline, line, leave, "");
  });
  line.form.addEventListener("keydown", (event) => {
    if (isComposing(event)) return;
    if (event.key === "Escape") {
      event.preventDefault();
      leave();
    } else if (event.key === "Tab" && event.target === line.input) {
      event.preventDefault();
      if (kind === "new") say(outline, outline.words[line.nest(event.shiftKey) || "beside"]);
      else save(outline, line, leave, event.shiftKey ? "unnest" : "nest");
    }
  });
}

async function save(outline, line, leave, then) {
  if (outline.isBusy) return;
  const isSame = line.input.value === line.input.defaultValue && !line.form.querySelector("[type=radio]");
  if (!line.input.value.trim() && line.isNew) return leave();
  const answer = isSame && !line.isNew ? null : await send(outline, line.form.action, new FormData(line.form));
  if (answer && !answer.outline) return line.refuse(answer, (words) => say(outline, words));
  if (answer) show(outline, answer);
  else line.close();
  const row = rowOf(outline, answer?.at || line.id);
  row?.focus();
  if (row && then) return post(outline, row, then);
  if (row && line.isNew) write(outline, row, "new");
}

async function post(outline, row, act) {
  const { id } = row.parentElement;
  const token = outline.desk.querySelector("[name=csrf_token]").value;
  const answer = await send(outline, `${outline.words.base}sessions/${id}/${act}`, { csrf_token: token });
  const refusals = answer.outline ? answer.refusals : answer.sentences;
  if (answer.outline) show(outline, answer);
  else say(outline, refusals.join(" "));
  const now = rowOf(outline, answer.at || id) ?? rows(outline)[0];
  now?.focus();
  if (now && refusals.length) linePlace(now, refusals.join(" "));
}

// The last step taken back, or done again; who stood at a session stands there, or where it was.
async function step(outline, way) {
  while (outline.isBusy) await outline.running; // what was done just now is the step that is meant
  const form = stepForm(outline, way);
  if (!form) return false;
  if (outline.line?.isBegun()) return outline.line.input.focus();
  const { at } = outline;
  const place = rows(outline).findIndex((row) => row.parentElement.id === at);
  const answer = await send(outline, form.action, new FormData(form));
  if (answer.outline) show(outline, answer);
  else say(outline, answer.sentences.join(" "));
  (rowOf(outline, at) ?? rows(outline).at(Math.min(place, rows(outline).length - 1)))?.focus();
  return true;
}

function stepForm(outline, ...ways) {
  const forms = ways.map((way) => outline.desk.querySelector(`form[action$="/${way}"]`));
  return forms.find(Boolean);
}

function send(outline, url, fields) {
  outline.running = sent(outline, url, fields);
  return outline.running;
}

async function sent(outline, url, fields) {
  outline.isBusy = true;
  outline.desk.setAttribute("aria-busy", "true");
  try {
    const body = new URLSearchParams(fields instanceof FormData ? [...fields] : fields);
    const answer = await fetch(url, { method: "POST", body, headers: { Accept: "text/html" } });
    return answerOf(await answer.text(), answer.url);
  } catch {
    return { outline: null, sentences: [outline.words.lost] };
  } finally {
    outline.isBusy = false;
    outline.desk.removeAttribute("aria-busy");
  }
}

// The page anew, with what somebody was looking at in its place on the screen.
function show(outline, answer) {
  const before = rowOf(outline, answer.at || outline.at)?.getBoundingClientRect().top;
  const begun = [...outline.desk.querySelectorAll(".quick-entry [name=entry]")].map(({ id, value }) => [id, value]);
  const isOpen = outline.desk.querySelector(FOLD)?.open;
  outline.desk.replaceChildren(...answer.outline.childNodes);
  const fold = outline.desk.querySelector(FOLD);
  if (fold && isOpen !== undefined) Object.assign(fold, { open: isOpen }).dataset.settled = "yes"; // before anything is measured
  for (const [id, value] of begun.filter(([, value]) => value)) document.getElementById(id).value = value;
  wake(outline.desk);
  ready(outline, answer.at);
  const row = rowOf(outline, outline.at);
  if (row && before !== undefined) scrollBy(0, row.getBoundingClientRect().top - before);
  row?.scrollIntoView({ block: "nearest" });
  say(outline, [...answer.said, ...answer.refusals].join(" "));
}

function say(outline, words) {
  outline.said.textContent = "";
  requestAnimationFrame(() => { outline.said.textContent = words; });
}
