// Sends the form to be kept while it is typed into: two seconds after the last key, and whenever the page is left.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const box = document.querySelector(".desk-kept[data-keep]");
  const form = box?.closest("form");
  if (!form) {
    return;
  }
  const WAIT_MS = 2000;
  const RETRY_MS = 15000;
  // What a browser sends after its page is gone may not be longer.
  const MOST_AFTERWARDS = 60000;
  const said = box.querySelector(".desk-kept-said");
  const failed = box.querySelector(".desk-kept-failed");
  let before = null;
  let sent = null;
  let timer = 0;
  let submitting = false;

  const fields = () => {
    const typed = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string") {
        typed.append(name, value);
      }
    }
    return typed.toString();
  };
  const isUnsaved = () => before !== null && (sent !== null || fields() !== before);
  const show = (element, words) => {
    element.textContent = words;
    element.hidden = words === "";
  };

  const keep = async (leaving = false) => {
    window.clearTimeout(timer);
    timer = 0;
    const now = fields();
    if (submitting || before === null || now === (sent ?? before)) {
      return;
    }
    const previous = sent;
    sent = now;
    try {
      const answer = await fetch(box.dataset.keep, {
        method: "POST",
        body: now,
        headers: { "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8", Accept: "application/json" },
        keepalive: leaving && now.length < MOST_AFTERWARDS,
      });
      const isJson = (answer.headers.get("Content-Type") ?? "").startsWith("application/json");
      const words = isJson ? (await answer.json()).said : "";
      if (!answer.ok || answer.redirected || !isJson) {
        throw new Error(words);
      }
      show(said, words);
      show(failed, "");
    } catch (error) {
      if (leaving) {
        return;
      }
      sent = previous;
      const isOurs = error instanceof Error && error.name === "Error" && error.message !== "";
      show(failed, isOurs ? error.message : box.dataset.failed);
      timer = timer || window.setTimeout(keep, RETRY_MS);
    }
  };
  const later = () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(keep, WAIT_MS);
  };
  // Editors may tidy what they are given when they start: what counts is how it was before the person touched it.
  const begin = () => {
    before ??= fields();
  };

  for (const name of ["pointerdown", "keydown", "focusin", "beforeinput", "dragstart"]) {
    form.addEventListener(name, begin, { capture: true });
  }
  for (const name of ["input", "change", "click", "drop", "keyup"]) {
    form.addEventListener(name, later);
  }
  form.addEventListener("focusout", () => keep());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") {
      keep(true);
    }
  });
  window.addEventListener("pagehide", () => keep(true));
  form.addEventListener("submit", () => {
    submitting = true;
    window.clearTimeout(timer);
    // A save that never arrives, or that is refused on the page itself, leaves the words to be kept again.
    window.setTimeout(() => {
      submitting = false;
      keep();
    }, RETRY_MS);
  });
  window.addEventListener("pageshow", () => {
    submitting = false;
  });
  if ("restored" in box.dataset) {
    // What is shown is kept already, and not saved.
    before = "";
    sent = fields();
  }
  if ("typed" in box.dataset) {
    // The save was refused: what was typed stands on this page alone.
    before = "";
    window.addEventListener("load", () => keep());
  }
  box.isUnsaved = isUnsaved;
});
