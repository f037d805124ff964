// A link to what is missing leads into the field: its block is opened, and the cursor stands in it.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const arrive = () => {
    const name = decodeURIComponent(window.location.hash.slice(1));
    const place = name && document.getElementById(name);
    if (!place || !place.closest("form")) {
      return;
    }
    for (let outer = place; outer; outer = outer.parentElement) {
      if (outer instanceof HTMLDetailsElement) {
        outer.open = true;
      }
    }
    const fillable = "input:not([type=hidden]), select, textarea, [contenteditable=true], .select2-selection";
    const field = place.matches(fillable) ? place : place.querySelector(fillable);
    place.scrollIntoView({ block: "center" });
    (field ?? place).focus({ preventScroll: true });
  };
  // The editors first put everything where it belongs.
  window.addEventListener("load", () => window.requestAnimationFrame(arrive));
  window.addEventListener("hashchange", arrive);
});
