// The grid of a draft: draws the page's sessions with the calendar, to be dragged, stretched, taken from the
// tray and put back; everything also by keyboard. The page stays the truth: after every change it is read anew.
import { NO_ROOM, calendarEvents, changed, locale, read, times } from "./grid-model.js";
import { listen as listenToKeys } from "./grid-keys.js";
import { LENGTH, listen as listenToTray } from "./grid-tray.js";
import { fields, page, send, trouble } from "./grid-sending.js";
import { isLetter } from "./keyboards.js";

const PARTS = ["steps", "tray", "findings"];
const HOLD = 400; // milliseconds a finger rests on what it will drag

export function start(root) {
  new Grid(root).draw();
}

class Grid {
  constructor(root) {
    this.root = root;
    this.part = (name) => root.querySelector(`[data-part="${name}"]`);
    this.words = { ...root.dataset };
    this.said = root.querySelector("[data-said]");
    this.trouble = root.querySelector("[data-trouble]");
    this.turn = Promise.resolve();
    this.surprises = 0;
    this.droppedAt = 0;
    this.read(this.part("board"), root.dataset);
  }

  read(board, told) {
    this.shown = read(board, told);
    Object.assign(this, { day: this.shown.day, ...this.shown.hours });
  }

  draw() {
    const mount = document.createElement("div");
    mount.className = "plan__calendar";
    this.mount = mount;
    this.part("board").replaceChildren(mount);
    this.root.classList.add("plan--awake");
    this.reveal();
    this.calendar = EventCalendar.create(mount, this.options());
    this.listen();
    requestAnimationFrame(() => this.lead(location.hash.slice(1)));
  }

  // What the address names is shown: a form that has moved a session leads back to it.
  lead(id) {
    const link = this.shown.blocks.has(id) ? this.find(id) : null;
    link?.closest(".ec-event")?.scrollIntoView({ block: "center", inline: "center" });
    link?.focus({ preventScroll: true });
  }

  // What is said only where there is something to drag.
  reveal() {
    for (const hidden of this.root.querySelectorAll("[data-keys], .plan__drop")) hidden.hidden = false;
  }

  options() {
    const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
    return {
      view: "resourceTimeGridDay", date: this.day, locale: locale(document.documentElement.lang), ...this.drawn(),
      headerToolbar: { start: "", center: "", end: "" }, allDayContent: { html: "" },
      slotDuration: "00:15:00", slotLabelInterval: "01:00:00", slotLabelFormat: clock, snapDuration: "00:05:00",
      slotEventOverlap: false, editable: true, eventResizableFromStart: true, longPressDelay: HOLD,
      eventContent: (info) => this.content(info),
      eventDidMount: (info) => this.named(info),
      eventAllUpdated: () => this.settle(), viewDidMount: () => this.settle(),
      dragConstraint: (info) => this.keep(info),
      eventDragStart: () => this.root.classList.add("plan--dragging"),
      eventDragStop: () => { this.root.classList.remove("plan--dragging"); this.droppedAt = performance.now(); },
      eventResizeStop: () => { this.droppedAt = performance.now(); },
      eventDrop: (info) => this.dropped(info),
      eventResize: (info) => this.resized(info),
    };
  }

  // What is different from day to day and from change to change.
  drawn() {
    const at = (minutes) => `${Math.floor(minutes / 60)}:${minutes % 60}:00`;
    return {
      resources: this.shown.columns, events: calendarEvents(this.shown), slotHeight: 15 * this.shown.scale,
      allDaySlot: [...this.shown.blocks.values()].some((one) => one.isAbove),
      columnWidth: `minmax(${Math.max(8.5, 7.5 * Math.min(this.shown.lanes, 4))}rem, 1fr)`,
      slotMinTime: at(this.first), slotMaxTime: at(this.last), scrollTime: at(this.first),
    };
  }

  // What has gone is asked for once more, before the calendar has heard of it.
  content({ event }) {
    const block = this.shown.blocks.get(event.id);
    const card = (block?.card ?? event.extendedProps.card)?.cloneNode(true);
    if (!card) return { domNodes: [] };
    const time = card.querySelector("[data-time]");
    if (event.display === "preview" || !block) {
      const { first, last } = block ? this.previewed(event, block) : event.extendedProps;
      time.textContent = times(this.day, first, last);
      time.hidden = false;
    }
    for (const link of card.querySelectorAll("a")) link.draggable = false;
    return { domNodes: [card] };
  }

  // What does not fit into a short session is told to whoever rests the mouse on it.
  named({ el, event }) {
    el.dataset.session = event.id;
    const block = this.shown.blocks.get(event.id);
    if (block) el.title = `${times(this.day, block.first, block.last)} ${block.title}`;
  }

  // The calendar speaks of moments in the reader's zone; only their distances matter here.
  previewed(event, block) {
    const [drawn] = calendarEvents({ ...this.shown, blocks: new Map([[block.id, block]]) });
    const by = (side) => Math.round((event[side] - new Date(drawn[side])) / 60000);
    return { first: block.first + by("start"), last: block.last + by("end") };
  }

  // The calendar calls itself a table, and its rows hold what no table may; sessions say by themselves what they are.
  settle() {
    for (const part of [this.mount.querySelector(".ec"), ...this.mount.querySelectorAll(".ec [role]")]) {
      for (const name of ["role", "aria-colindex", "aria-colspan"]) part?.removeAttribute(name);
    }
    const main = this.mount.querySelector(".ec-main"); // scrolled by keys as well, also where nothing is in it
    main.tabIndex = 0;
    main.setAttribute("aria-labelledby", "grid-day");
    this.refocus?.();
    this.refocus = null;
  }

  keep({ event, oldEvent }) {
    const keepsRooms = this.shown.blocks.get(event.id)?.keepsRooms;
    if (keepsRooms) event.resourceIds.splice(0, Infinity, ...oldEvent.resourceIds);
    return true;
  }

  listen() {
    const grid = {
      root: this.root, mount: this.mount, calendar: this.calendar, words: () => this.words,
      model: () => this.shown, day: () => this.day, from: () => this.first,
      say: (words) => this.say(words), place: (block, gesture) => this.place(block, (now) => changed(now, gesture)),
      put: (block, column, first) => this.put(block, column, first), shelve: (block) => this.shelve(block),
    };
    this.commit = listenToKeys(grid);
    listenToTray(grid);
    this.root.addEventListener("pointerdown", () => { this.pressed = released(); });
    this.mount.addEventListener("click", (event) => this.clicked(event), true);
    this.root.addEventListener("submit", (event) => this.step(event));
    document.addEventListener("keydown", (event) => this.stepByKey(event));
  }

  clicked(event) {
    if (performance.now() - this.droppedAt < 100) {
      event.preventDefault();
      event.stopPropagation();
    } else if (!event.target.closest("a")) {
      event.target.closest(".ec-event")?.querySelector(".grid-card__title a").click();
    }
  }

  dropped({ event, delta, oldResource, newResource, jsEvent }) {
    const block = this.shown.blocks.get(event.id);
    const under = document.elementFromPoint(jsEvent.clientX, jsEvent.clientY);
    const tab = under?.closest(".tabs a[href*='day=']");
    if (under?.closest("[data-part=tray]")) return this.shelve(block);
    if (tab) return this.place(block, whole, new URL(tab.href).searchParams.get("day"));
    const earlier = minutes(delta);
    const exchange = newResource && !block.keepsRooms ? [oldResource.id, newResource.id] : null;
    if (earlier || exchange) this.place(block, (now) => changed(now, { earlier, exchange }));
  }

  resized({ event, startDelta, endDelta }) {
    const block = this.shown.blocks.get(event.id);
    const [head, longer] = [minutes(startDelta), Math.max(minutes(endDelta), block.first - block.last)];
    if (head || longer) this.place(block, (now) => changed(now, { head, longer }));
  }

  put(block, column, first) {
    const isThere = block.isEverywhere || block.rooms.includes(column) || column === NO_ROOM;
    const rooms = isThere ? block.rooms : [column];
    const { isEverywhere } = block;
    return this.place(block, () => ({ first, last: first + LENGTH, rooms, isEverywhere, withChildren: true }));
  }

  // Its time is taken away, and those inside it wait with it.
  shelve(block) {
    return this.place(block, (now) => ({ ...whole(now), first: undefined }));
  }

  // `change` is asked for when its turn has come: what was saved before may have moved the session.
  place(block, change, day = this.day) {
    this.turn = this.turn.then(() => {
      const now = this.shown.blocks.get(block.id) ?? block;
      return this.save(now, change(now), day);
    }).catch(() => this.failed());
    return this.turn;
  }

  async save(block, change, day) {
    this.say(this.words.saving);
    const body = fields(block, day, change);
    const answer = await send(block, body, this.words.token);
    const { activeElement } = document;
    const isFromTray = this.part("tray").contains(activeElement);
    const isHere = isFromTray || this.mount.contains(activeElement);
    this.refocus = isHere ? () => this.find(block.id)?.focus({ preventScroll: true }) : null;
    await this.renew(await page(this.words.here));
    if (isFromTray) this.lead(block.id); // somewhere in the day, perhaps far from the tray
    this.trouble.replaceChildren();
    this.say(answer.isSaved ? answer.said : "");
    if (answer.isSaved) return isHere && this.waiting(block.id)?.focus();
    this.refocus = null;
    trouble(this.trouble, answer.said ?? this.words.broken, this.ways(answer, { block, body, change, day }));
  }

  // Two ways out of what was refused: as it is stored, or all the same; and the form, which can ask.
  ways(answer, { block, body, change, day }) {
    if (!answer.said || answer.isGone) return [];
    const back = () => { this.trouble.replaceChildren(); this.goTo(block.id); };
    const again = () => { back(); this.place(block, () => change, day); };
    const keep = [this.words.keep, back];
    if (answer.mayBeSentAgain) return [[this.words.again, again], keep];
    body.delete("revision");
    return [[this.words.form, `${block.place.split("?")[0]}?${body}`], keep];
  }

  goTo(id) {
    (this.find(id) ?? this.mount.querySelector(".ec-main")).focus({ preventScroll: true });
  }

  find(id) {
    return this.mount.querySelector(`.ec-event[data-session="${id}"] .grid-card__title a`);
  }

  // Its link among what waits for a time.
  waiting(id) {
    return this.part("tray").querySelector(`#${CSS.escape(id)} .grid-card__title a`);
  }

  async renew(fresh) {
    const root = fresh.querySelector("[data-component='programme-grid']");
    if (root?.dataset.day !== this.day) return location.reload();
    await this.pressed; // what is being dragged must not be drawn anew under the hand
    for (const name of PARTS) {
      this.part(name).replaceChildren(...root.querySelector(`[data-part="${name}"]`).childNodes);
    }
    this.reveal();
    this.words = { ...root.dataset };
    this.read(root.querySelector("[data-part='board']"), root.dataset);
    const drawn = this.drawn();
    const { scrollTop, scrollLeft } = this.mount.querySelector(".ec-main");
    if (drawn.scrollTime === this.calendar.getOption("scrollTime")) delete drawn.scrollTime;
    for (const [name, value] of Object.entries(drawn)) this.calendar.setOption(name, value);
    await new Promise((done) => { requestAnimationFrame(done); });
    Object.assign(this.mount.querySelector(".ec-main"), { scrollTop, scrollLeft });
  }

  // Undoing and doing again answer with this page, as it is then, and say on it what they have done. Pressed
  // faster than that, the next press means the step below; unless another one has come in between.
  step(event) {
    const pressed = event.target.closest("[data-part=steps] form");
    if (!pressed) return;
    event.preventDefault();
    this.stepTo(pressed.action.split("/").at(-1));
  }

  // The form may be there only once what is being saved is a step: the first of all.
  stepTo(way) {
    this.commit(); // what was moved by a key just now is the step that is meant
    const { surprises } = this;
    this.turn = this.turn.then(async () => {
      const form = this.stepForms().find((one) => one.action.endsWith(`/${way}`));
      if (!form || surprises !== this.surprises) return;
      const fresh = await page(form.action, form);
      const said = fresh.querySelector("main .notice, main h1").textContent.trim();
      const refocus = this.focused();
      await this.renew(fresh.querySelector("[data-component='programme-grid']") ? fresh : await page(this.words.here));
      const back = this.stepForms().find((one) => one.action !== form.action);
      if (back?.elements.step.value !== form.elements.step.value) this.surprises += 1;
      refocus();
      this.say(said);
    }).catch(() => this.failed());
  }

  // What is drawn anew takes the focus along: how it comes back to the button that was pressed, or to the session.
  focused() {
    const { activeElement } = document;
    const pressed = activeElement.closest("[data-part=steps] form")?.action;
    const session = activeElement.closest(".ec-event")?.dataset.session;
    return () => {
      const form = this.stepForms().find((one) => one.action === pressed) ?? this.stepForms()[0];
      if (pressed) form?.querySelector("button").focus();
      else if (session) this.goTo(session);
    };
  }

  stepForms() {
    return [...this.part("steps").querySelectorAll("form")];
  }

  stepByKey(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || !isLetter(event, "z")) return;
    if (event.target.closest("input, textarea, select")) return;
    event.preventDefault();
    this.stepTo(event.shiftKey ? "redo" : "undo");
  }

  failed() {
    this.calendar.setOption("events", calendarEvents(this.shown));
    this.say("");
    trouble(this.trouble, this.words.broken, []);
  }

  say(words) {
    this.said.textContent = words;
  }
}

function whole(block) {
  return { ...changed(block, {}), withChildren: true };
}

function released() {
  return new Promise((done) => {
    for (const type of ["pointerup", "pointercancel"]) addEventListener(type, done, { once: true });
  });
}

function minutes(duration) {
  return duration ? Math.round(duration.seconds / 60) + (duration.days ?? 0) * 1440 : 0;
}
