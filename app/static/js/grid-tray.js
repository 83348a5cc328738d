// From the tray onto the grid: what waits is dragged to its time and room. Fingers take it by its handle; keys
// bring it to the first free time, from where they move it on.
import { NO_ROOM, SNAP, block, firstFree, moment } from "./grid-model.js";

export const LENGTH = 30; // minutes, until somebody says otherwise
const NEAR = 5; // pixels a press may tremble
const DRAWN = "waiting";
const NARROW = matchMedia("(max-width: 87.99rem)"); // as in grid.css: no room beside the grid

// `grid` is {root, mount, calendar, model(), day(), from(), say(words), words(), put(block, column, first)}.
export function listen(grid) {
  grid.root.addEventListener("pointerdown", (event) => {
    const item = event.target.closest(".grid-wait");
    const isTaken = event.pointerType === "mouse" ? event.button === 0 : event.target.closest(".grid-wait__grip");
    if (item && isTaken) drag(grid, item, event);
  });
  grid.root.addEventListener("dragstart", (event) => {
    if (event.target.closest?.(".grid-wait")) event.preventDefault();
  });
  listenToKeys(grid);
  stand(grid.root.querySelector("[data-part=tray]"));
}

// Above the grid or behind it, for the eye as for the keys.
function stand(tray) {
  const settle = () => {
    const held = tray.contains(document.activeElement) ? document.activeElement : null;
    if (NARROW.matches) tray.parentElement.prepend(tray);
    else tray.parentElement.append(tray);
    held?.focus({ preventScroll: true });
  };
  NARROW.addEventListener("change", settle);
  settle();
}

function listenToKeys(grid) {
  let coming = null;
  grid.root.addEventListener("keydown", async (event) => {
    const item = event.target.closest(".grid-wait");
    if (!item || !event.key.startsWith("Arrow") || !event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (coming === item.id) return; // pressed again, or held down, before it is there
    coming = item.id;
    await bring(grid, block(item));
    coming = null;
  });
}

// Into the rooms it has; what has none comes into the first one.
function bring(grid, waiting) {
  const { columns } = grid.model();
  const rooms = columns.map((one) => one.id).filter((id) => waiting.isEverywhere ? id !== NO_ROOM : waiting.rooms.includes(id));
  const wanted = rooms.length ? rooms : [columns[0].id];
  const first = firstFree(grid.model(), wanted, LENGTH);
  if (first === null) return grid.say(grid.words().full);
  return grid.put(waiting, wanted[0], first);
}

function drag(grid, item, start) {
  let ghost = null;
  let spot = null;
  const over = new AbortController();
  const follow = (event) => {
    if (!ghost && Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) < NEAR) return;
    event.preventDefault();
    ghost ??= lift(item);
    ghost.style.translate = `${event.clientX}px ${event.clientY}px`;
    spot = show(grid, spot, find(grid, event.clientX, event.clientY), item);
    ghost.hidden = Boolean(spot);
  };
  const end = (event) => {
    over.abort();
    if (!ghost) return;
    ghost.remove();
    item.classList.remove("grid-wait--lifted");
    swallowClick();
    show(grid, spot, null, item);
    if (event.type === "pointerup" && spot) grid.put(block(item), spot.column, spot.first);
  };
  const options = { signal: over.signal };
  addEventListener("pointermove", follow, options);
  for (const type of ["pointerup", "pointercancel"]) addEventListener(type, end, options);
  addEventListener("keydown", (event) => { if (event.key === "Escape") end(event); }, options);
}

// The end of a drag is no press on what lies there; a press a moment later is one.
function swallowClick() {
  const soon = new AbortController();
  addEventListener("click", (click) => {
    click.preventDefault();
    click.stopPropagation();
  }, { capture: true, signal: soon.signal });
  setTimeout(() => soon.abort(), 0);
}

function lift(item) {
  const ghost = item.cloneNode(true);
  ghost.removeAttribute("id");
  ghost.classList.add("grid-wait--ghost");
  ghost.setAttribute("aria-hidden", "true");
  ghost.inert = true;
  item.classList.add("grid-wait--lifted");
  document.body.append(ghost);
  return ghost;
}

// Which column and which time lie under that point of the screen.
function find(grid, x, y) {
  const frame = grid.mount.querySelector(".ec-main").getBoundingClientRect();
  const days = [...grid.mount.querySelectorAll(".ec-body .ec-day")].map((day) => day.getBoundingClientRect());
  const number = days.findIndex((day) => day.left <= x && x < day.right);
  if (number < 0 || x < frame.left || x > frame.right || y < frame.top || y > frame.bottom) return null;
  const { scale, columns } = grid.model();
  const steps = Math.floor((y - days[number].top) / scale / SNAP);
  return steps < 0 ? null : { column: columns[number].id, first: grid.from() + steps * SNAP };
}

function show(grid, before, spot, item) {
  if (!spot) {
    if (before) grid.calendar.removeEventById(DRAWN);
  } else if (spot.column !== before?.column || spot.first !== before?.first) {
    const { column, first } = spot;
    const last = first + LENGTH;
    const drawn = {
      id: DRAWN, resourceIds: [column], start: moment(grid.day(), first), end: moment(grid.day(), last),
      classNames: ["plan-block", "plan-block--coming"],
      extendedProps: { card: item.querySelector(".grid-card"), first, last },
    };
    if (before) grid.calendar.updateEvent(drawn);
    else grid.calendar.addEvent(drawn);
  }
  return spot;
}
