// Says that this form is open, and shows who else has it open.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const box = document.querySelector(".desk-kept[data-presence]");
  const token = document.querySelector("input[name=csrfmiddlewaretoken]");
  if (!box?.dataset.presence || !token) {
    return;
  }
  const BEAT_MS = 15000;
  const others = box.querySelector(".desk-presence");
  const body = (more) => new URLSearchParams({ csrfmiddlewaretoken: token.value, ...more });

  const beat = async () => {
    try {
      const unsaved = box.isUnsaved?.() ? { unsaved: "1" } : {};
      const answer = await fetch(box.dataset.presence, { method: "POST", body: body(unsaved) });
      const type = answer.headers.get("Content-Type") ?? "";
      if (!answer.ok || answer.redirected || !type.startsWith("text/html")) {
        return;
      }
      const shown = new DOMParser().parseFromString(await answer.text(), "text/html").body;
      // Put in only what is new: a screen reader would say it again.
      if (shown.textContent.trim() !== others.textContent.trim()) {
        others.replaceChildren(...shown.childNodes);
      }
    } catch {
      // The next beat tries again.
    }
  };

  beat();
  window.setInterval(() => {
    if (document.visibilityState === "visible" || box.isUnsaved?.()) {
      beat();
    }
  }, BEAT_MS);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") {
      beat();
    }
  });
  window.addEventListener("pagehide", () => navigator.sendBeacon(box.dataset.presence, body({ gone: "1" })));
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) {
      beat();
    }
  });
});
