// What the grid's page says of its sessions, read from the page, and what the calendar makes of it.
// Times are minutes of the wall clock from the beginning of the day shown: no zone of the reader's takes part.
// What began on an earlier day has less than nothing; it is drawn from the first hour on, or above all hours.
export const SNAP = 5;
export const NO_ROOM = "none";
const LEGIBLE = 24; // pixels: less of a session can neither be read nor pressed
const DAY = 24 * 60;
const SHORT = 45; // minutes: room for two lines
const SCALES = [2, 3.2]; // pixels a minute

export function read(board, { day, first, last }) {
  const columns = [...board.querySelectorAll("[data-column]")].map((one) => ({
    id: one.dataset.column, title: one.textContent.trim(),
  }));
  const blocks = new Map([...board.querySelectorAll("[data-first]")].map((one) => [one.id, block(one)]));
  const hours = { first: Number(first), last: Number(last) };
  const all = [...blocks.values()].filter((one) => !one.isAbove);
  const lanes = Math.max(1, ...all.map((one) => beside(one, all)));
  return { day, hours, columns, blocks, scale: scale(all.map((one) => length(one, hours))), lanes };
}

export function block(item) {
  const { first, last, columns, rooms, revision, outer, holds, mark } = item.dataset;
  const card = item.querySelector(".grid-card");
  return {
    id: item.id, card, revision, outer, mark,
    first: Number(first ?? 0), last: Number(last ?? 0),
    columns: words(columns), rooms: words(rooms),
    isEverywhere: "everywhere" in item.dataset, keepsRooms: "keepsRooms" in item.dataset,
    isBand: "band" in item.dataset, isAbove: "above" in item.dataset, hasOpenEnd: "openEnd" in item.dataset,
    holds: Number(holds ?? 0), tone: item.className.match(/tone-\d+/)?.[0] ?? "tone-0",
    title: card.querySelector(".grid-card__title").textContent.trim(),
    place: card.querySelector(":scope > .grid-card__move").href,
  };
}

export function calendarEvents(model) {
  const shortest = Math.ceil(LEGIBLE / model.scale / SNAP) * SNAP;
  const blocks = [...model.blocks.values()];
  const drawn = blocks.filter((one) => !one.isAbove);
  return blocks.map((one) => {
    const lanes = one.holds ? lanesOf(one, drawn) : 0;
    return {
      id: one.id,
      resourceIds: one.isBand ? [model.columns[0].id] : one.columns,
      ...(one.isAbove ? { start: model.day, end: model.day, allDay: true, durationEditable: false } : {
        start: moment(model.day, one.first),
        end: moment(model.day, Math.max(one.last, one.first + shortest)),
      }),
      classNames: ["plan-block", one.tone, ...kinds(one, lanes, model.hours)],
      styles: [one.isBand && "grid-column: 1 / -1", lanes && `--lanes: ${lanes}`].filter(Boolean),
    };
  });
}

function kinds(one, lanes, hours) {
  const isShort = !one.isAbove && length(one, hours) < SHORT;
  const found = { inside: one.outer, around: lanes, band: one.isBand, above: one.isAbove, short: isShort };
  const names = Object.keys(found).filter((kind) => found[kind]);
  return [...names, ...(one.mark ? [one.mark] : [])].map((name) => `plan-block--${name}`);
}

// "2026-09-28T09:05:00", so many minutes after the midnight that begins the day.
export function moment(day, minutes) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + minutes * 60000).toISOString().slice(0, 19);
}

export function clock(minutes) {
  return moment("2000-01-01", minutes).slice(11, 16);
}

// With the day in brackets wherever it is not the one shown.
export function times(day, first, last) {
  const [starts, ends] = [first, last].map((one) => clock(one) + otherDay(day, one));
  return first === last ? starts : `${starts}–${ends}`;
}

function otherDay(day, minutes) {
  return minutes >= 0 && minutes < DAY ? "" : ` (${dayName(new Date(`${moment(day, minutes)}Z`))})`;
}

// As the tabs of the days have it: Mon 28 Sep, which no English of the browser says.
function dayName(date) {
  const { lang } = document.documentElement;
  const say = (parts) => new Intl.DateTimeFormat(lang === "en" ? "en-US" : locale(lang), { ...parts, timeZone: "UTC" }).format(date);
  const [weekday, day, month] = ["short", "numeric", "short"];
  return lang === "en" ? `${say({ weekday })} ${say({ day })} ${say({ month })}` : say({ weekday, day, month });
}

// Days before months in English, and Latin digits in Arabic, as the pages have them.
export function locale(language) {
  return { ar: "ar-u-nu-latn", en: "en-GB" }[language] ?? language;
}

// From where to where something is drawn, in minutes: what is outside of the hours shown is cut off.
export function cut(minutes, hours) {
  return Math.min(Math.max(minutes, hours.first), hours.last);
}

function length(one, hours) {
  return cut(one.last, hours) - cut(one.first, hours);
}

// Whether the end is one of this day, so that it can be drawn out here.
export function endsHere(one, hours) {
  return one.last <= Math.max(hours.last, DAY);
}

// The first time at which so many minutes are free in all of the columns, once the day has begun; none if it is full.
export function firstFree({ blocks, hours }, columns, length) {
  const all = [...blocks.values()].sort((one, other) => one.first - other.first);
  let start = all.find((one) => one.first >= hours.first)?.first ?? hours.first;
  for (const one of all) {
    const isThere = one.isBand || one.columns.some((column) => columns.includes(column));
    if (isThere && one.first < start + length && start < one.last) start = one.last;
  }
  return start < DAY ? start : null;
}

// What a gesture makes of a session: all of it `earlier` (or later, above nought), its end or only its `head`
// moved, its part in one column exchanged for another. An end that is worked out stays so.
export function changed(one, { earlier = 0, longer = 0, head = 0, exchange = null }) {
  return {
    first: one.first + earlier + head,
    last: one.hasOpenEnd && !longer ? undefined : one.last + earlier + longer,
    rooms: exchange && !one.keepsRooms ? exchanged(one, ...exchange) : one.rooms,
    isEverywhere: one.isEverywhere,
    withChildren: earlier !== 0,
  };
}

function exchanged(one, from, to) {
  const others = one.rooms.filter((room) => room !== from && room !== to);
  return to === NO_ROOM ? others : [...others, to];
}

// So that the shortest session can be read; a moment counts for nothing.
function scale(lengths) {
  const shortest = Math.min(...lengths.filter((one) => one > 0), 60);
  return Math.min(Math.max(LEGIBLE / shortest, SCALES[0]), SCALES[1]);
}

// Into how many lanes the calendar parts a session with those inside it; 0 where others stand there too.
function lanesOf(outer, blocks) {
  const inside = blocks.filter((one) => one.outer === outer.id);
  const others = blocks.filter((one) => one !== outer && one.outer !== outer.id);
  if (others.some((one) => meet(one, outer) && share(one, outer))) return 0;
  if (inside.some((one) => one.first < outer.first)) return 0; // the calendar then draws that one first
  return 1 + Math.max(...inside.map((one) => beside(one, inside)));
}

// How many stand side by side when and where `one` begins, itself among them.
function beside(one, blocks) {
  return blocks.filter((other) => other === one || (share(other, one) && other.first <= one.first && one.first < other.last)).length;
}

function meet(one, other) {
  return one.first < other.last && other.first < one.last;
}

function share(one, other) {
  return one.columns.some((column) => other.columns.includes(column));
}

function words(value) {
  return (value ?? "").split(" ").filter(Boolean);
}
