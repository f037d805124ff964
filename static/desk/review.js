// The time that is typed, told back in three zones as it is typed, and the previews led to it.
"use strict";

(() => {
  const form = document.getElementById("decision");
  const field = form?.querySelector("[name=at]");
  const told = form?.querySelector("[data-clocks]");
  if (!field || !told) return;
  form.querySelector("[data-show-time]")?.setAttribute("hidden", "");
  const previews = [...document.querySelectorAll("[data-preview]")];
  let waiting = 0;
  let asked = 0;

  async function tell() {
    const number = ++asked;
    let html = "";
    if (field.value) {
      try {
        const response = await fetch(`${form.dataset.time}?at=${encodeURIComponent(field.value)}`);
        if (!response.ok || response.redirected) return;
        html = await response.text();
      } catch {
        return;
      }
    }
    if (number !== asked) return;
    const page = new DOMParser().parseFromString(html, "text/html");
    told.replaceChildren(...page.body.childNodes);
    const at = told.querySelector("[data-at]")?.dataset.at;
    for (const link of previews) {
      const address = new URL(link.href);
      if (at) address.searchParams.set("at", at);
      else address.searchParams.delete("at");
      link.href = address;
    }
  }

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(tell, 250);
  });
})();

// What a decision does not need is out of the way; without this script all fields stand open.
(() => {
  const form = document.getElementById("decision");
  if (!form) return;
  const needs = { return: ["comment"], approve: ["at", "meant", "urgent_reason"], correct: ["at", "meant", "note", "urgent_reason"], update: ["at", "meant", "note", "urgent_reason"] };
  const row = (name) => form.querySelector(`[name="${name}"], [name^="${name}_"]`)?.closest(".desk-row");

  function arrange() {
    const chosen = form.querySelector("[name=decision]:checked")?.value;
    for (const name of ["at", "meant", "note", "urgent_reason", "comment"]) {
      const shown = row(name);
      if (shown) shown.hidden = Boolean(chosen) && !needs[chosen].includes(name) && !shown.classList.contains("errors");
    }
  }

  form.addEventListener("change", arrange);
  arrange();
})();
