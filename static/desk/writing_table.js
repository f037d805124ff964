// The cells of a table as a grid. The form itself sends tab-separated lines, as spreadsheets copy them.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const { words, fill, say } = window.writing;
  const MOST = 2000;

  const read = (text) => {
    const rows = [[]];
    let cell = "";
    let quoted = false;
    for (let at = 0; at < text.length; at += 1) {
      const sign = text[at];
      if (quoted) {
        if (sign === '"' && text[at + 1] === '"') {
          cell += '"';
          at += 1;
        } else if (sign === '"') {
          quoted = false;
        } else {
          cell += sign;
        }
      } else if (sign === '"' && cell === "") {
        quoted = true;
      } else if (sign === "\t" || sign === "\n") {
        rows.at(-1).push(cell);
        cell = "";
        if (sign === "\n") {
          rows.push([]);
        }
      } else if (sign !== "\r") {
        cell += sign;
      }
    }
    rows.at(-1).push(cell);
    return squared(rows);
  };
  const squared = (rows) => {
    const tidy = rows.map((row) => row.map((cell) => cell.replace(/\s+/g, " ").trim()));
    while (tidy.length > 1 && tidy.at(-1).every((cell) => !cell)) {
      tidy.pop();
    }
    const width = Math.max(...tidy.map((row) => row.length));
    return tidy.map((row) => [...row, ...Array(width - row.length).fill("")]);
  };
  const write = (rows) =>
    rows
      .map((row) => row.map((cell) => (/^"|[\t\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join("\t"))
      .join("\n");
  const fromHtml = (html) => {
    const quiet = html.replace(/<style\b[\s\S]*?<\/style\s*>/gi, "").replace(/\sstyle\s*=/gi, " data-style=");
    const table = new DOMParser().parseFromString(quiet, "text/html").querySelector("table");
    return table ? squared([...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent))) : null;
  };

  const grid = (textarea) => {
    let rows = read(textarea.value);
    if (!textarea.value.trim()) {
      rows = [["", "", ""], ["", "", ""]];
    }
    const past = [];
    const frame = document.createElement("div");
    frame.className = "desk-grid-frame";
    const table = document.createElement("table");
    table.className = "desk-grid";
    const tools = document.createElement("div");
    tools.className = "desk-grid-tools";
    const hint = document.createElement("p");
    hint.className = "help";
    hint.textContent = words.pasteHere;
    textarea.hidden = true;
    frame.append(table);
    textarea.after(frame, tools, hint);
    const named = textarea.closest(".desk-block");
    const heads = (name) => named.querySelector(`input[name$="-${name}"]`)?.checked ?? false;

    const sent = () => {
      textarea.value = rows.some((row) => row.some(Boolean)) ? write(rows) : "";
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    };
    const at = (row, column) => table.rows[row]?.cells[column]?.firstElementChild;
    const draw = () => {
      table.replaceChildren();
      rows.forEach((row, y) => {
        const line = table.insertRow();
        row.forEach((cell, x) => {
          const input = document.createElement("input");
          input.type = "text";
          input.value = cell;
          input.maxLength = MOST;
          input.lang = textarea.lang;
          input.dir = textarea.dir || "auto";
          input.dataset.row = y;
          input.dataset.column = x;
          input.setAttribute("aria-label", fill(words.cell, y + 1, x + 1));
          line.insertCell().append(input);
        });
      });
      marked();
    };
    const marked = () => {
      for (const input of table.querySelectorAll("input")) {
        const isName =
          (heads("header_row") && input.dataset.row === "0") || (heads("header_column") && input.dataset.column === "0");
        input.classList.toggle("desk-grid-name", isName);
      }
    };
    const remember = () => past.push(rows.map((row) => [...row]));
    const change = (next, sentence, focus) => {
      remember();
      rows = next;
      draw();
      sent();
      say(sentence);
      undo.disabled = false;
      (at(...focus) ?? at(0, 0)).focus();
    };
    const width = () => rows[0].length;
    const button = (label, act) => {
      const one = document.createElement("button");
      one.type = "button";
      one.className = "desk-plain-button";
      one.textContent = label;
      one.addEventListener("click", act);
      tools.append(one);
      return one;
    };
    button(words.addRow, () => change([...rows, Array(width()).fill("")], words.rowAdded, [rows.length, 0]));
    button(words.addColumn, () => change(rows.map((row) => [...row, ""]), words.columnAdded, [0, width()]));
    button(words.takeRow, () => rows.length > 1 && change(rows.slice(0, -1), words.rowTaken, [rows.length - 2, 0]));
    button(words.takeColumn, () =>
      width() > 1 && change(rows.map((row) => row.slice(0, -1)), words.columnTaken, [0, width() - 2]));
    const undo = button(words.editor["history:undo"].replace(/\s*\(.*\)$/, ""), () => {
      rows = past.pop() ?? rows;
      draw();
      sent();
      undo.disabled = past.length === 0;
      at(0, 0).focus();
    });
    undo.disabled = true;

    table.addEventListener("input", ({ target }) => {
      rows[target.dataset.row][target.dataset.column] = target.value;
      sent();
    });
    table.addEventListener("keydown", (event) => {
      const { row, column } = event.target.dataset;
      const step = { ArrowUp: -1, ArrowDown: 1, Enter: 1 }[event.key];
      if (!step || event.altKey) {
        return;
      }
      event.preventDefault();
      if (event.key === "Enter" && Number(row) === rows.length - 1) {
        change([...rows, Array(width()).fill("")], words.rowAdded, [rows.length, Number(column)]);
      } else {
        at(Number(row) + step, column)?.focus();
      }
    });
    table.addEventListener("paste", (event) => {
      const text = event.clipboardData.getData("text/plain");
      const pasted =
        fromHtml(event.clipboardData.getData("text/html")) ?? (/[\t\n]/.test(text.trim()) ? read(text) : null);
      if (!pasted) {
        return;
      }
      event.preventDefault();
      const [top, start] = [Number(event.target.dataset.row), Number(event.target.dataset.column)];
      const height = Math.max(rows.length, top + pasted.length);
      const across = Math.max(width(), start + pasted[0].length);
      const next = Array.from({ length: height }, (_row, y) =>
        Array.from({ length: across }, (_cell, x) => pasted[y - top]?.[x - start] ?? rows[y]?.[x] ?? ""));
      change(next, fill(words.pasted, pasted.length, pasted[0].length), [top, start]);
    });
    named.addEventListener("change", marked);
    draw();
  };
  const within = (part) => part.querySelectorAll(".field-cells textarea").forEach(grid);

  within(document);
  document.addEventListener("formset:added", ({ target }) => within(target));
});
