// The passages that the checks speak of, marked where one writes. Nothing is put into the document: the marks are
// painted over it (CSS Custom Highlight API). A browser without that has the list beside the writing alone.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const rail = document.getElementById("desk-checks");
  const form = document.getElementById("text_form");
  const bubble = document.getElementById("desk-mark-said");
  const { checking, writing } = window;
  if (!rail || !form || !bubble || !checking || !window.Highlight || !window.CSS?.highlights) {
    return;
  }
  const painted = { error: new Highlight(), warning: new Highlight() };
  painted.error.priority = 1;
  CSS.highlights.set("desk-check-error", painted.error);
  CSS.highlights.set("desk-check-warning", painted.warning);
  // Each: link of the list, severity, range, and the field or editor in which it stands.
  let marks = [];
  const mirrors = new Map();

  // Words of a plain field cannot be painted: an unseen copy lies over it, and only its marks are seen.

  const COPIED = [
    "direction", "fontFamily", "fontSize", "fontStyle", "fontWeight", "letterSpacing", "lineHeight", "textAlign",
    "textIndent", "wordSpacing", "fontFeatureSettings", "fontVariantLigatures",
    "paddingTop", "paddingBottom", "paddingLeft", "paddingRight",
  ];
  const lay = (field, mirror) => {
    const style = getComputedStyle(field);
    for (const name of COPIED) {
      mirror.style[name] = style[name];
    }
    mirror.style.whiteSpace = field.matches("textarea") ? "pre-wrap" : "pre";
    mirror.style.left = `${field.offsetLeft + field.clientLeft}px`;
    mirror.style.top = `${field.offsetTop + field.clientTop}px`;
    mirror.style.width = `${field.clientWidth}px`;
    mirror.style.height = `${field.clientHeight}px`;
    mirror.scrollTop = field.scrollTop;
    mirror.scrollLeft = field.scrollLeft;
  };
  const resized = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (mirrors.has(target)) {
        lay(target, mirrors.get(target));
      }
    }
  });
  const mirrored = (field) => {
    if (!mirrors.has(field)) {
      const mirror = document.createElement("div");
      mirror.className = "desk-mirror";
      mirror.setAttribute("aria-hidden", "true");
      field.parentElement.classList.add("desk-mirrored");
      field.after(mirror);
      mirrors.set(field, mirror);
      resized.observe(field);
      field.addEventListener("scroll", () => lay(field, mirror), { passive: true });
    }
    const mirror = mirrors.get(field);
    // Several marks lie in one copy: other words only, or the ranges of the first are lost.
    if (mirror.textContent !== field.value) {
      mirror.textContent = field.value;
      lay(field, mirror);
    }
    return mirror;
  };
  const rangeInField = (field, start, end) => {
    const node = mirrored(field).firstChild;
    const units = (count) => [...field.value].slice(0, count).join("").length;
    if (!node || units(end) > node.length) {
      return null;
    }
    const range = document.createRange();
    range.setStart(node, units(start));
    range.setEnd(node, units(end));
    return range;
  };

  // Painting

  const paint = () => {
    painted.error.clear();
    painted.warning.clear();
    mirrors.forEach((mirror) => mirror.replaceChildren());
    marks = [];
    for (const link of rail.querySelectorAll("a[data-check]")) {
      const place = checking.said(link);
      const { editor, input } = checking.whereOf(place);
      const home = editor ?? input;
      if (!home || place.end <= place.start || (input && !editor && !input.matches("textarea, input[type=text]"))) {
        continue;
      }
      const range = editor
        ? checking.rangeIn(editor, place.start, place.end)
        : rangeInField(input, place.start, place.end);
      if (range && !range.collapsed) {
        const severity = link.closest(".desk-check-error") ? "error" : "warning";
        painted[severity].add(range);
        marks.push({ link, severity, range, home, place });
      }
    }
    here();
  };

  // What the passage at the caret is marked for

  const caret = () => {
    const focused = document.activeElement;
    if (focused?.matches?.("textarea, input[type=text]") && mirrors.has(focused)) {
      const node = mirrors.get(focused).firstChild;
      return node ? [node, Math.min(focused.selectionStart, node.length), focused] : null;
    }
    const selection = window.getSelection();
    const editor = focused?.closest?.(".ProseMirror");
    return editor && selection.rangeCount ? [selection.focusNode, selection.focusOffset, editor] : null;
  };
  const isIn = ({ range }, [node, offset]) => {
    try {
      return range.isPointInRange(node, offset);
    } catch {
      return false;
    }
  };
  let shown = null;
  const here = () => {
    if (bubble.contains(document.activeElement)) {
      return;
    }
    if (rail.contains(document.activeElement)) {
      // The row that one came to stays marked while one is at it.
      shown = null;
      bubble.hidden = true;
      return;
    }
    const at = caret();
    const found = at ? marks.find((mark) => mark.home === at[2] && isIn(mark, at)) : null;
    rail.querySelectorAll(".desk-check-here").forEach((row) => row.classList.remove("desk-check-here"));
    shown = found ?? null;
    bubble.hidden = !found;
    if (!found) {
      return;
    }
    found.link.closest(".desk-check").classList.add("desk-check-here");
    bubble.dataset.severity = found.severity;
    bubble.querySelector("[data-mark-severity]").textContent = bubble.dataset[found.severity];
    bubble.querySelector("[data-mark-says]").textContent = found.link.textContent.trim();
    const box = found.range.getBoundingClientRect();
    const home = found.home.getBoundingClientRect();
    const below = Math.min(box.bottom, home.bottom) + 6;
    const width = bubble.offsetWidth;
    const left = document.documentElement.dir === "rtl" ? box.right - width : box.left;
    bubble.style.left = `${Math.max(8, Math.min(left, window.innerWidth - width - 8))}px`;
    bubble.style.top = `${Math.min(below, window.innerHeight - bubble.offsetHeight - 8)}px`;
  };
  let resting = 0;
  document.addEventListener("selectionchange", () => {
    window.clearTimeout(resting);
    resting = window.setTimeout(here, 120);
  });
  window.addEventListener("scroll", () => {
    if (shown) {
      here();
    }
  }, { passive: true, capture: true });
  form.addEventListener("focusout", () => {
    window.clearTimeout(resting);
    resting = window.setTimeout(here, 120);
  });

  // From the passage to the list, and back

  let left = null;
  const toRail = (mark) => {
    left = mark;
    const narrow = document.querySelector('[data-show-part="checks"]');
    (narrow?.checkVisibility() ? narrow : document.getElementById("desk-tab-checks")).click();
    const link = mark.link.isConnected ? mark.link : rail.querySelector(`#${CSS.escape(mark.link.closest("li")?.id ?? "")} a`);
    (link ?? rail).focus();
    (link ?? rail).scrollIntoView({ block: "nearest" });
  };
  bubble.querySelector("button").addEventListener("click", () => shown && toRail(shown));
  const go = (step) => {
    if (!marks.length) {
      writing?.say(bubble.dataset.none);
      return;
    }
    // The caret may have moved a moment ago.
    here();
    const ordered = [...marks].sort((one, other) => one.range.compareBoundaryPoints(Range.START_TO_START, other.range));
    const at = caret();
    const now = shown ? ordered.indexOf(shown) : -1;
    let next = now + step;
    if (now < 0 && at) {
      const point = document.createRange();
      point.setStart(at[0], at[1]);
      const after = ordered.findIndex((mark) => mark.range.compareBoundaryPoints(Range.START_TO_START, point) > 0);
      next = step > 0 ? after : (after < 0 ? ordered.length : after) - 1;
    }
    const mark = ordered[(next + ordered.length) % ordered.length];
    checking.show(mark.place);
    window.clearTimeout(resting);
    here();
    writing?.say(`${bubble.dataset[mark.severity]}: ${mark.link.textContent.trim()}`);
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "F8" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (event.altKey) {
        here();
        if (shown) {
          toRail(shown);
        }
      } else {
        go(event.shiftKey ? -1 : 1);
      }
    } else if (event.key === "Escape" && rail.contains(event.target) && left) {
      event.preventDefault();
      document.querySelector('[data-show-part="write"]')?.click();
      checking.show(left.place);
      left = null;
    }
  }, true);

  new MutationObserver(paint).observe(rail, { childList: true, subtree: true });
  form.addEventListener("input", ({ target }) => {
    // An old mark in a plain field would point at other words; in an editor it moves with them.
    if (mirrors.has(target)) {
      mirrors.get(target).replaceChildren();
    }
  });
  document.addEventListener("prose-editor:ready", () => window.setTimeout(paint, 50));
  form.addEventListener("writing:changed", () => window.setTimeout(paint, 50));
});
