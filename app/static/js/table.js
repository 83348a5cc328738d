// Where room is short a table is read row by row: the row's head becomes a heading, and each other cell
// carries the head of its column. Drawn as blocks, cells lose their meaning for screen readers, so it
// is said again in roles.
const ROLES = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
const AS_THEY_ARE = ["table--lines", "table--numbers"]; // lay themselves out, or are read in columns

export function start(box) {
  const table = box.querySelector("table");
  if (AS_THEY_ARE.some((kind) => table.classList.contains(kind))) return;
  const heads = [...table.querySelectorAll("thead th")].map((head) => head.textContent.trim());
  for (const row of table.tBodies[0].rows) {
    [...row.cells].forEach((cell, place) => label(cell, heads[place]));
  }
  for (const part of [table, ...table.querySelectorAll("thead, tbody, tr, td")]) {
    part.setAttribute("role", ROLES[part.tagName]);
  }
  for (const head of table.querySelectorAll("th")) {
    head.setAttribute("role", head.scope === "row" ? "rowheader" : "columnheader");
  }
  box.classList.add(table.classList.contains("table--list") ? "table--rows" : "table--cards");
}

function label(cell, head) {
  if (!cell.textContent.trim() && !cell.querySelector("img, svg, input")) cell.classList.add("table__nothing");
  if (cell.tagName === "TD" && head && !cell.dataset.label) cell.dataset.label = head;
}
