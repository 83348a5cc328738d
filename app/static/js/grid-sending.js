// What the grid tells the server, one thing after another, and what it says of the answers.
import { moment } from "./grid-model.js";

// `change` is {first, last, rooms, isEverywhere, withChildren}; without `first` the session has no time any more.
export function fields(block, day, change) {
  // What is not sent would stay as it is; what is sent empty is taken away.
  const body = new URLSearchParams({ revision: block.revision, day: "", starts: "", length: "" });
  if (change.first !== undefined) {
    const [startDay, starts] = moment(day, change.first).split("T");
    body.set("day", startDay);
    body.set("starts", starts.slice(0, 5));
    if (change.last !== undefined) {
      const [endDay, ends] = moment(day, change.last).split("T");
      body.set("ends_day", endDay);
      body.set("ends", ends.slice(0, 5));
    }
  }
  for (const room of change.rooms) body.append("rooms", room);
  if (change.isEverywhere) body.set("in_all_rooms", "y");
  if (change.withChildren) body.set("with_children", "y");
  return body;
}

export async function send(block, body, token) {
  const answer = await fetch(block.place, {
    method: "POST", body, headers: { Accept: "application/json", "X-CSRF-Token": token }, keepalive: true,
  });
  const isOurs = answer.headers.get("Content-Type")?.startsWith("application/json");
  // Somebody else was faster, or the page has been open for too long: with the page anew it can be sent again.
  const mayBeSentAgain = answer.status === 409 || answer.status === 400;
  const isGone = answer.status === 404;
  return { isSaved: answer.ok && isOurs, mayBeSentAgain, isGone, ...(isOurs ? await answer.json() : {}) };
}

// A page of ours, whole: asked for, or the answer to a form that has been sent.
export async function page(address, form) {
  const answer = await fetch(address, {
    method: form ? "POST" : "GET", body: form && new URLSearchParams(new FormData(form)),
    headers: { Accept: "text/html" },
  });
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

// Tells why something was not done, with what can be done instead: [label, address or function].
export function trouble(box, sentence, ways) {
  const notice = document.createElement("div");
  notice.className = "notice notice--warning";
  notice.setAttribute("role", "alert");
  notice.tabIndex = -1;
  const words = document.createElement("p");
  words.textContent = sentence;
  const actions = document.createElement("p");
  actions.className = "cluster";
  for (const [label, way] of ways) actions.append(typeof way === "string" ? link(label, way) : button(label, way));
  notice.append(words, actions);
  box.replaceChildren(notice);
  notice.focus();
}

function link(label, address) {
  const made = document.createElement("a");
  made.className = "button button--secondary";
  made.href = address;
  made.textContent = label;
  return made;
}

function button(label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button button--secondary";
  made.textContent = label;
  made.addEventListener("click", act);
  return made;
}
