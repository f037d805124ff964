// One press on what the list offers for a number: it is tied, made into a figure, or marked as no statistic. The page
// stays, with all that was typed. Without a script each is a page of its own.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const token = () => document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
  const said = document.getElementById("desk-tied");
  const tell = ({ words, address, name }, refused) => {
    if (!said) {
      return;
    }
    said.textContent = words;
    said.toggleAttribute("data-refused", refused);
    if (address) {
      const link = document.createElement("a");
      Object.assign(link, { href: address, target: "_blank", rel: "noopener", textContent: name });
      said.append(" ", link);
    }
  };
  const press = async (act) => {
    if (act.getAttribute("aria-busy") === "true") {
      return;
    }
    const row = act.closest(".desk-check");
    act.setAttribute("aria-busy", "true");
    const body = new URLSearchParams(new URL(act.href).search);
    body.set("act", act.dataset.act);
    body.set("csrfmiddlewaretoken", token());
    let answer = null;
    let made = {};
    try {
      answer = await fetch(act.dataset.post, { method: "POST", body, headers: { Accept: "application/json" } });
      made = (answer.headers.get("Content-Type") ?? "").startsWith("application/json") ? await answer.json() : {};
    } catch {
      answer = null;
    }
    act.removeAttribute("aria-busy");
    if (!answer?.ok || answer.redirected || !made.said) {
      tell({ words: made.said ?? said?.dataset.failed ?? "" }, true);
      act.focus();
      return;
    }
    tell({ words: made.said, address: made.address, name: made.name }, false);
    const form = document.getElementById("text_form");
    if (form) {
      form.dispatchEvent(new CustomEvent("checks:again"));
    } else {
      row.querySelector(".desk-check-acts").remove();
      row.classList.add("desk-check-settled");
    }
  };
  const upgraded = () => {
    for (const act of document.querySelectorAll("a[data-act]:not([role])")) {
      act.setAttribute("role", "button");
      act.removeAttribute("target");
      act.querySelector("[data-new-tab]")?.remove();
    }
  };
  document.addEventListener("click", (event) => {
    const act = event.target.closest("a[data-act]");
    if (act && !event.metaKey && !event.ctrlKey && !event.shiftKey) {
      event.preventDefault();
      press(act);
    }
  });
  document.addEventListener("keydown", (event) => {
    const act = event.key === " " && event.target.closest?.("a[data-act]");
    if (act) {
      event.preventDefault();
      press(act);
    }
  });
  upgraded();
  const list = document.getElementById("desk-checks");
  if (list) {
    new MutationObserver(upgraded).observe(list, { childList: true, subtree: true });
  }
});
