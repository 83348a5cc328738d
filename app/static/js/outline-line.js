// The line of the outline in which a session is written, and what an answer of the server says of it.
const NEW = "outline__item outline__item--new";

// What is open closes first: there is one line at a time.
export function openLine(outline, item, kind) {
  outline.line?.close();
  const form = document.getElementById("outline-line").content.firstElementChild.cloneNode(true);
  const input = form.querySelector("[name=entry]");
  const line = { form, input, id: item.id, isNew: kind === "new", refuse: refuse.bind(null, form, input) };
  line.close = line.isNew ? behind(item, form, line) : inPlace(item, form, input);
  line.isBegun = () => form.isConnected && input.value !== input.defaultValue;
  form.action = outline.words.base + (line.isNew ? "entries" : `sessions/${item.id}/title`);
  outline.line = line;
  input.focus();
  input.select();
  return line;
}

function behind(item, form, line) {
  const place = document.createElement("li");
  place.className = NEW;
  place.append(form);
  item.after(place);
  hidden(form, "after", item.id);
  hidden(form, "level", "");
  line.nest = (isOut) => {
    const isInside = item.parentElement.classList.contains("outline__list--inside");
    const level = { false: isInside ? "" : "inside", true: isInside ? "outside" : "" }[isOut];
    form.querySelector("[name=level]").value = level;
    place.className = `${NEW} ${level && `outline__item--${level}`}`;
    return level;
  };
  return () => place.remove();
}

function inPlace(item, form, input) {
  const title = item.querySelector(".outline__title");
  input.value = input.defaultValue = item.dataset.title; // in the main language, whatever the page speaks
  hidden(form, "revision", item.dataset.revision);
  title.after(form);
  title.hidden = true;
  return () => {
    form.remove();
    title.hidden = false;
  };
}

function hidden(form, name, value) {
  const field = Object.assign(document.createElement("input"), { type: "hidden", name, value });
  form.querySelector("[data-refusal]").append(field);
}

// Nothing typed is lost: the line stays, says why, and shows what is stored now where somebody was faster.
function refuse(form, input, answer, say) {
  const level = form.querySelector("[name=level]")?.value;
  const error = form.querySelector(".field__error");
  error.textContent = answer.sentences.join(" ");
  error.hidden = !answer.sentences.length;
  input.setAttribute("aria-invalid", "true");
  if (answer.details) form.querySelector("[data-refusal]").replaceChildren(...answer.details.childNodes);
  if (level !== undefined && !form.querySelector("[name=level]")) hidden(form, "level", level);
  if (answer.token) form.querySelector("[name=csrf_token]").value = answer.token;
  say(answer.sentences.join(" "));
  input.focus();
}

// Why nothing has become of an act, at the row it was about, until the outline changes.
export function linePlace(row, words) {
  const place = document.createElement("p");
  place.className = "field__error outline__refusal";
  place.textContent = words;
  if (row.nextElementSibling?.matches(".outline__refusal")) row.nextElementSibling.remove();
  row.after(place);
}

// An answer is the outline anew, or a page that tells why not.
export function answerOf(text, url) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const desk = page.querySelector("main");
  const marker = page.querySelector("[data-component=outline]");
  const asked = new URL(url).searchParams;
  const words = (selector) => [...page.querySelectorAll(selector)].map((one) => one.textContent.trim());
  const answer = {
    outline: marker && desk,
    at: asked.get("at") ?? asked.get("entered"),
    said: words("main > .notice--success"),
    refusals: words("main > .notice--error"),
    sentences: words(".error-summary li"),
    details: page.querySelector("[data-refusal]"),
    token: page.querySelector("[name=csrf_token]")?.value,
  };
  if (marker) marker.dataset.awake = "yes";
  for (const told of page.querySelectorAll("main > .notice--success, main > .notice--error")) told.remove();
  if (!answer.outline && !answer.sentences.length && !answer.details) answer.sentences = words("main h1");
  return answer;
}
