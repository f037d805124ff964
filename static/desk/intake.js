// Proposals by one key each, their passages shown in the text, and every choice kept at once. Without it: radio buttons.
"use strict";

(() => {
  const form = document.getElementById("intake");
  if (!form) return;
  const rows = [...form.querySelectorAll(".intake-proposal")];
  const marks = [...form.querySelectorAll("mark[data-keys]")];
  const drawn = new Map(marks.map((mark) => [mark, [...mark.classList]]));
  const told = form.querySelector("[data-kept]");
  const CHOICES = { a: "accept", x: "discard", u: "" };
  const NEXT = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };
  let waiting = 0;

  form.querySelector(".intake-keys")?.removeAttribute("hidden");
  form.querySelector(".errornote")?.focus();

  const radios = (row) => [...row.querySelectorAll("input[type=radio]")];
  const choice = (row) => radios(row).find((one) => one.checked)?.value ?? "";
  const marksOf = (row) => marks.filter((mark) => mark.dataset.keys.split(" ").includes(row.dataset.key));

  function count() {
    const chosen = rows.map(choice);
    form.querySelector("[data-decided]").textContent = chosen.filter(Boolean).length;
    form.querySelector("[data-accepted]").textContent = chosen.filter((one) => one === "accept").length;
  }

  // A mark goes with the last proposal of its kind that was thrown away.
  function paint() {
    const left = new Map(rows.filter((row) => choice(row) !== "discard").map((row) => [row.dataset.key, row.classList]));
    for (const mark of marks) {
      const own = mark.dataset.keys.split(" ").map((key) => left.get(key)).filter(Boolean);
      for (const kind of drawn.get(mark)) mark.classList.toggle(kind, own.some((names) => names.contains(kind)));
    }
    for (const row of rows) row.dataset.choice = choice(row);
    count();
  }

  function look(row) {
    for (const mark of marks) mark.classList.remove("is-looked-at");
    const own = marksOf(row);
    for (const mark of own) mark.classList.add("is-looked-at");
    for (const other of rows) other.tabIndex = other === row ? 0 : -1;
    const text = form.querySelector(".intake-text");
    if (!own.length || getComputedStyle(text).position !== "sticky") return;
    const { top, bottom } = own[0].getBoundingClientRect();
    const box = text.getBoundingClientRect();
    if (top < box.top + 60 || bottom > box.bottom - 40) text.scrollBy({ top: top - box.top - box.height / 3 });
  }

  function go(row) {
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: innerWidth > 1023 ? "center" : "nearest" });
  }

  async function keep() {
    const data = new FormData(form);
    for (const name of ["create", "keep", "forget"]) data.delete(name);
    let said = form.dataset.unkept;
    let bad = true;
    try {
      const response = await fetch(location.pathname, { method: "POST", body: data, headers: { Accept: "application/json" } });
      if (response.ok && !response.redirected) {
        said = (await response.json()).said;
        bad = false;
      }
    } catch {
      // Told below.
    }
    told.textContent = `· ${said}`;
    told.classList.toggle("is-bad", bad);
  }

  function changed() {
    paint();
    clearTimeout(waiting);
    waiting = setTimeout(keep, 600);
  }

  form.addEventListener("change", changed);
  form.addEventListener("submit", () => clearTimeout(waiting));
  form.addEventListener("focusin", (event) => {
    const row = event.target.closest(".intake-proposal");
    if (row) look(row);
  });
  // Somebody may be there before this script is.
  const already = document.activeElement?.closest(".intake-proposal");
  if (already && form.contains(already)) look(already);

  form.addEventListener("click", (event) => {
    const mark = event.target.closest("mark[data-keys]");
    if (!mark) return;
    const keys = mark.dataset.keys.split(" ");
    const fitting = rows.filter((row) => keys.includes(row.dataset.key));
    // The smallest thing that stands here is what was meant.
    fitting.sort((one, other) => marksOf(one).length - marksOf(other).length);
    go(fitting[0]);
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target;
    if (target.matches("input:not([type=radio]), textarea, select, button, [contenteditable]")) return;
    const at = rows.indexOf(target.closest?.(".intake-proposal") ?? null);
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (key in NEXT && !(target.type === "radio" && key.startsWith("Arrow"))) {
      if (at < 0 && key.startsWith("Arrow")) return;
      event.preventDefault();
      go(rows[at < 0 ? 0 : Math.min(Math.max(at + NEXT[key], 0), rows.length - 1)]);
    } else if (key in CHOICES && at >= 0) {
      const wanted = radios(rows[at]).find((one) => one.value === CHOICES[key]);
      if (!wanted || wanted.disabled) return;
      event.preventDefault();
      wanted.checked = true;
      changed();
      if (CHOICES[key]) go(rows.slice(at + 1).find((row) => !choice(row)) ?? rows[at + 1] ?? rows[at]);
    }
  });

  for (const [number, row] of rows.entries()) row.tabIndex = number ? -1 : 0;
  paint();
})();
