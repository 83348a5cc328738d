// The grid by keyboard: Alt with arrows moves the focused session, with Shift changes its length. What is
// drawn follows at once and is told; it is saved a moment after the last key, as one step. Alt with the key
// that deletes takes its time away: then it waits to be scheduled.
import { SNAP, cut, endsHere, times } from "./grid-model.js";

const PAUSE = 700;
const DELETING = ["Delete", "Backspace"]; // the second is the only one of some keyboards
const ARROWS = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -1, ArrowRight: 1 };

// `grid` is {mount, model(), say(words), place(block, gesture), shelve(block), words()}. Returns what saves at once what is held.
export function listen(grid) {
  let held = null;
  let timer;
  const commit = () => {
    clearTimeout(timer);
    const done = held;
    held = null;
    if (done && isMoved(done)) grid.place(done.block, gesture(grid, done));
  };
  grid.mount.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && held) {
      clearTimeout(timer);
      draw(grid, { ...held, earlier: 0, longer: 0, column: held.from });
      grid.say(times(grid.day(), held.block.first, held.block.last));
      held = null;
      return;
    }
    const step = ARROWS[event.key];
    const element = event.target.closest(".ec-event");
    const isDeleting = DELETING.includes(event.key);
    if (!(step || isDeleting) || !event.altKey || event.ctrlKey || event.metaKey || !element) return;
    event.preventDefault();
    const block = grid.model().blocks.get(element.dataset.session);
    if (isDeleting) {
      commit();
      if (!event.repeat) grid.shelve(block);
      return;
    }
    if (held?.block !== block) commit();
    held ??= begin(block, element);
    if (!take(grid, held, event, step)) return;
    draw(grid, held);
    clearTimeout(timer);
    timer = setTimeout(commit, PAUSE);
  });
  addEventListener("pagehide", commit);
  grid.mount.addEventListener("focusout", (event) => {
    if (held && !grid.mount.contains(event.relatedTarget)) commit();
  });
  return commit;
}

function begin(block, element) {
  const column = Number.parseInt(element.style.gridColumn, 10) - 1;
  return { block, element, from: column, column, earlier: 0, longer: 0 };
}

function take(grid, held, event, step) {
  const { block } = held;
  if (event.key === "ArrowUp" || event.key === "ArrowDown") {
    if (event.shiftKey && !endsHere(block, grid.model().hours)) {
      grid.say(grid.words().elsewhere);
      return false;
    }
    const firstOfAll = block.first < 0 ? -Infinity : -block.first; // nothing of today begins yesterday
    if (event.shiftKey) held.longer = Math.max(held.longer + step * SNAP, block.first - block.last);
    else held.earlier = Math.max(held.earlier + step * SNAP, firstOfAll);
  } else if (event.shiftKey) {
    return false;
  } else if (block.keepsRooms || block.isBand) {
    grid.say(grid.words().keeps);
    return false;
  } else {
    const toEnd = document.documentElement.dir === "rtl" ? -step : step;
    held.column = Math.min(Math.max(held.column + toEnd, 0), grid.model().columns.length - 1);
  }
  const room = block.isBand || block.isEverywhere ? grid.words().allRooms : grid.model().columns[held.column].title;
  grid.say(`${timesOf(grid, held)}, ${room}`);
  return true;
}

function timesOf(grid, { block, earlier, longer }) {
  return times(grid.day(), block.first + earlier, block.last + earlier + longer);
}

// Where it would go, without the calendar's help: drawing anew would take the focus away.
function draw(grid, held) {
  const { columns } = grid.model();
  const days = [...grid.mount.querySelectorAll(".ec-body .ec-day")].map((day) => day.getBoundingClientRect());
  const across = held.column === held.from ? 0 : days[held.column].left - days[held.from].left;
  const { down, size, isResized } = drawn(grid.model(), held);
  for (const element of grid.mount.querySelectorAll(`.ec-event[data-session="${held.block.id}"]`)) {
    const isHeld = element === held.element || columns.length === 1;
    element.style.translate = `${isHeld ? across : 0}px ${down}px`;
    if (isResized || element.dataset.grown) {
      element.dataset.grown = "yes";
      element.style.blockSize = `${size}px`;
    }
    element.querySelector("[data-time]").textContent = timesOf(grid, held);
  }
}

// By how many pixels it goes down, and how high it is then. An edge that is cut off stays where it is cut.
function drawn({ hours, scale }, { block, earlier, longer }) {
  if (block.isAbove) return { down: 0, size: 0, isResized: false };
  const edges = {
    first: block.first < hours.first ? hours.first : -Infinity, last: block.last > hours.last ? hours.last : Infinity,
  };
  const [from, to] = [cut(block.first, edges), cut(block.last, edges)];
  const [top, end] = [cut(block.first + earlier, edges), cut(block.last + earlier + longer, edges)];
  return { down: (top - from) * scale, size: Math.max(end - top, SNAP) * scale, isResized: end - top !== to - from };
}

function isMoved(held) {
  return held.earlier !== 0 || held.longer !== 0 || held.column !== held.from;
}

function gesture(grid, { column, from, earlier, longer }) {
  const { columns } = grid.model();
  return { earlier, longer, exchange: column === from ? null : [columns[from].id, columns[column].id] };
}
