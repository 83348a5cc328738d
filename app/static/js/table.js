// On a phone a table is read row by row: each cell then carries the head of its column. Drawn as
// blocks, cells lose their meaning for screen readers, so it is said again in roles.
const ROLES = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };

export function start(box) {
  const table = box.querySelector("table");
  if (table.classList.contains("table--lines")) return; // lays itself out
  const heads = [...table.querySelectorAll("thead th")].map((head) => head.textContent.trim());
  for (const row of table.tBodies[0].rows) {
    [...row.cells].forEach((cell, place) => {
      if (heads[place] && !cell.dataset.label) cell.dataset.label = heads[place];
    });
  }
  for (const part of [table, ...table.querySelectorAll("thead, tbody, tr, td")]) {
    part.setAttribute("role", ROLES[part.tagName]);
  }
  for (const head of table.querySelectorAll("th")) {
    head.setAttribute("role", head.scope === "row" ? "rowheader" : "columnheader");
  }
  box.classList.add("table--cards");
}
