// A button with an approved form puts it where the cursor was last in the translation beside it, or copies it.
"use strict";

const named = (view, textarea) => {
  const label = document.querySelector(`label[for="${textarea.id}"]`)?.textContent.trim() ?? "";
  view.lang = textarea.lang;
  view.dir = textarea.dir || "auto";
  view.setAttribute("role", "textbox");
  view.setAttribute("aria-multiline", "true");
  view.setAttribute("aria-label", label);
};
document.addEventListener("prose-editor:ready", ({ detail }) => named(detail.editor.view.dom, detail.textarea));

document.addEventListener("DOMContentLoaded", () => {
  const page = document.querySelector(".desk-translate");
  if (!page) {
    return;
  }
  // Those that were ready before this was read.
  for (const view of page.querySelectorAll(".ProseMirror")) {
    const textarea = view.closest(".prose-editor")?.querySelector("textarea");
    if (textarea) {
      named(view, textarea);
    }
  }
  const TYPED = ".desk-target :is(input[type=text], textarea, [contenteditable=true])";
  let last = null;
  page.addEventListener("focusin", (event) => {
    last = event.target.closest(TYPED) ?? last;
  });
  // The cursor stays in the field while the button is pressed.
  page.addEventListener("pointerdown", (event) => {
    if (event.target.closest("[data-insert]")) {
      event.preventDefault();
    }
  });
  page.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    if (!button) {
      return;
    }
    const pair = button.closest(".desk-pair");
    const field = last && pair.contains(last) ? last : pair.querySelector(TYPED);
    if (!field) {
      navigator.clipboard?.writeText(button.dataset.insert);
      return;
    }
    field.focus();
    if (field.isContentEditable) {
      // The editor takes it as typed, so that it can be undone.
      document.execCommand("insertText", false, button.dataset.insert);
    } else {
      field.setRangeText(button.dataset.insert, field.selectionStart, field.selectionEnd, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
});
