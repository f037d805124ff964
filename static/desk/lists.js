/* On a telephone each row of a table stands as a card (lists.css): every cell then says of which column it is. */
{
  const words = (head) => (head.querySelector(".text") ?? head).textContent.trim();
  const isEmpty = (cell) => ["", "-", "–"].includes(cell.textContent.trim()) && !cell.querySelector("img, a, input, button");

  for (const table of document.querySelectorAll("#result_list, .desk-table table")) {
    const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
    const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
    if (!heads.length || rows.some((row) => row.cells.length !== heads.length)) {
      continue;
    }
    table.classList.add("desk-stacks");
    /* What is laid out as blocks is no table to a screen reader, unless it says so. */
    table.setAttribute("role", "table");
    for (const body of table.tBodies) {
      body.setAttribute("role", "rowgroup");
    }
    for (const row of rows) {
      row.setAttribute("role", "row");
      for (const cell of row.cells) {
        cell.setAttribute("role", cell.tagName === "TH" ? "rowheader" : "cell");
        cell.dataset.column = words(heads[cell.cellIndex]);
        cell.toggleAttribute("data-empty", isEmpty(cell));
      }
    }
  }
}
