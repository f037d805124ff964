// The side column: checks, and the exact preview of what is on the screen, made anew when the typing rests.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const { words, fill } = window.writing;
  const WAIT_MS = 600;
  const CHECKED_MS = 5000;
  const WIDTHS = { page: 1100, phone: 390, print: 794, mail: 700, json: 0 };
  const side = document.getElementById("desk-side");
  const panel = document.getElementById("desk-preview");
  const screen = document.querySelector(".desk-writing");
  const form = document.getElementById("text_form");
  if (!side || !panel || !form) {
    return;
  }
  const stage = panel.querySelector("[data-stage]");
  const status = panel.querySelector("[data-preview-said]");
  const missing = panel.querySelector("[data-missing]");
  const notes = side.querySelector("[data-notes]");
  const nonce = document.querySelector("script[nonce]")?.nonce ?? "";
  let way = window.innerWidth < 700 ? "phone" : "page";
  let timer = 0;
  let asking = false;
  let stale = true;
  let frame = null;
  let checkedAt = 0;
  let checking = 0;

  // Tabs

  const tabs = [...side.querySelectorAll("[role=tab]")];
  const choose = (tab, { focus = false } = {}) => {
    for (const one of tabs) {
      const chosen = one === tab;
      one.setAttribute("aria-selected", String(chosen));
      one.tabIndex = chosen ? 0 : -1;
      document.getElementById(one.getAttribute("aria-controls")).hidden = !chosen;
    }
    if (focus) {
      tab.focus();
    }
    if (stale || shown !== wanted()) {
      ask();
    }
    fit();
  };
  tabs.forEach((tab, index) => {
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", (event) => {
      const forward = document.dir === "rtl" || document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
      if (["ArrowLeft", "ArrowRight"].includes(event.key)) {
        choose(tabs[(index + (event.key === forward ? 1 : tabs.length - 1)) % tabs.length], { focus: true });
      }
    });
  });
  const parts = document.querySelector(".desk-tabs-narrow");
  parts.hidden = false;
  parts.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-show-part]");
    if (button) {
      part(button.dataset.showPart);
    }
  });
  const part = (name) => {
    screen.dataset.show = name;
    for (const one of parts.children) {
      one.setAttribute("aria-pressed", String(one.dataset.showPart === name));
    }
    const tab = document.getElementById(`desk-tab-${name}`);
    if (tab) {
      choose(tab);
    }
  };
  // What is wanted now: a document, or the checks alone.
  let shown = "";
  const wanted = () => (panel.hidden || !isSeen() ? "none" : way);
  const isSeen = () => side.offsetParent !== null;

  // Asking

  const later = () => {
    stale = true;
    window.clearTimeout(timer);
    timer = window.setTimeout(ask, WAIT_MS);
  };
  const fields = () => {
    const typed = new FormData(form);
    for (const [name, value] of [...typed]) {
      if (typeof value !== "string") {
        typed.delete(name);
      }
    }
    typed.set("preview_as", wanted());
    window.clearTimeout(checking);
    if ((panel.hidden && isSeen()) || Date.now() - checkedAt > CHECKED_MS) {
      typed.set("with_checks", "1");
      checkedAt = Date.now();
    } else {
      // The last words are checked as well, when it is time.
      checking = window.setTimeout(later, CHECKED_MS);
    }
    return typed;
  };
  async function ask() {
    window.clearTimeout(timer);
    if (asking || (!isSeen() && Date.now() - checkedAt <= CHECKED_MS)) {
      window.clearTimeout(checking);
      checking = window.setTimeout(later, CHECKED_MS);
      return;
    }
    asking = true;
    stale = false;
    const asked = wanted();
    panel.setAttribute("aria-busy", "true");
    const slow = window.setTimeout(() => {
      status.textContent = words.loading;
    }, 400);
    try {
      const answer = await fetch(panel.dataset.address, {
        method: "POST",
        body: fields(),
        headers: { Accept: "application/json" },
      });
      if (!answer.ok || answer.redirected) {
        throw new Error(String(answer.status));
      }
      const made = await answer.json();
      // What was typed meanwhile makes this answer old: it is thrown away, and asked for again.
      if (!stale && asked === wanted()) {
        shown = asked;
        show(made);
        status.textContent = made.html ? words.fresh : "";
      }
    } catch {
      status.textContent = words.failed;
    }
    window.clearTimeout(slow);
    panel.removeAttribute("aria-busy");
    asking = false;
    if (stale || asked !== wanted()) {
      later();
    }
  }

  const show = ({ html, notes: said, missing: number, checks, nonce: theirs }) => {
    notes.innerHTML = said;
    missing.hidden = number === 0;
    missing.firstElementChild.textContent = fill(words.missing, number);
    if (checks !== null) {
      const place = side.querySelector("[data-panel]");
      // Who works through the list by keyboard stays where they are in it.
      const rows = [...place.querySelectorAll(".desk-check")];
      const at = rows.findIndex((row) => row.contains(document.activeElement));
      place.innerHTML = checks;
      if (at >= 0) {
        const fresh = [...place.querySelectorAll(".desk-check")];
        const row = document.getElementById(rows[at].id) ?? fresh[Math.min(at, fresh.length - 1)];
        (row?.querySelector("a[data-check]") ?? side.querySelector("[role=tab][aria-selected=true]")).focus();
      }
      const { errors, warnings } = place.querySelector("[data-checks]")?.dataset ?? {};
      const count = side.querySelector("[data-count]");
      count.textContent = Number(errors) + Number(warnings) || "";
      count.dataset.state = Number(errors) ? "error" : "warning";
    }
    if (shown === "none") {
      return;
    }
    if (!html) {
      stage.replaceChildren(Object.assign(document.createElement("div"), { className: "desk-preview-none" }));
      stage.firstElementChild.innerHTML = said;
      frame = null;
      return;
    }
    const fresh = document.createElement("iframe");
    // No scripts: the page is looked at, and its links open elsewhere.
    fresh.setAttribute("sandbox", "allow-same-origin allow-popups");
    fresh.title = panel.querySelector(`[data-way="${way}"]`).textContent;
    fresh.className = "desk-preview-frame";
    fresh.srcdoc = html.replaceAll(`nonce="${theirs}"`, `nonce="${nonce}"`);
    const old = frame;
    const kept = old?.contentWindow?.scrollY ?? 0;
    fresh.addEventListener("load", () => {
      fresh.contentWindow.scrollTo(0, old?.dataset.way === fresh.dataset.way ? kept : 0);
      for (const link of fresh.contentDocument.querySelectorAll("a[href]")) {
        link.target = "_blank";
      }
      stage.querySelectorAll("iframe").forEach((one) => one !== fresh && one.remove());
      stage.querySelectorAll(".desk-preview-none").forEach((one) => one.remove());
      fresh.classList.add("desk-preview-ready");
      fit();
    });
    fresh.dataset.way = way;
    frame = fresh;
    stage.append(fresh);
    fit();
  };

  // A page is shown at the width that it is made for, as small as the column asks.
  const fit = () => {
    stage.dataset.way = way;
    const room = stage.clientWidth;
    for (const one of stage.querySelectorAll("iframe")) {
      const width = WIDTHS[one.dataset.way] || room;
      const scale = Math.min(1, room / width);
      one.style.inlineSize = `${width}px`;
      one.style.blockSize = `${stage.clientHeight / scale}px`;
      one.style.scale = String(scale);
      one.style.insetInlineStart = `${Math.max(0, (room - width * scale) / 2)}px`;
    }
  };
  new ResizeObserver(fit).observe(stage);

  const look = (as) => {
    way = as;
    panel.querySelector("[data-new-tab]").value = way;
    for (const one of panel.querySelectorAll("button[data-way]")) {
      one.setAttribute("aria-pressed", String(one.dataset.way === way));
    }
  };
  look(way);
  for (const button of panel.querySelectorAll("button[data-way]")) {
    button.addEventListener("click", () => {
      look(button.dataset.way);
      stale = true;
      ask();
    });
  }
  const larger = panel.querySelector("[data-larger]");
  const enlarge = (on) => {
    side.classList.toggle("desk-side-large", on);
    larger.setAttribute("aria-pressed", String(on));
    fit();
  };
  larger.addEventListener("click", () => enlarge(!side.classList.contains("desk-side-large")));
  side.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && side.classList.contains("desk-side-large")) {
      enlarge(false);
      larger.focus();
    }
  });

  missing.addEventListener("click", () => part("checks"));
  side.addEventListener("click", (event) => {
    const place = event.target.closest("[data-place]");
    if (place) {
      event.preventDefault();
      part("write");
      window.writing.go?.(place.dataset.place);
    }
  });
  for (const name of ["input", "change", "writing:changed"]) {
    form.addEventListener(name, later);
  }
  form.addEventListener("checks:again", () => {
    checkedAt = 0;
    stale = true;
    ask();
  });
  // The editors are made, and may tidy what they were given, before the page is asked for.
  window.setTimeout(ask, 50);
});
