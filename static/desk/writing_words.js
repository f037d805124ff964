// How long a title is, which address it will have, and the names of the editors' buttons.
"use strict";

{
  const { words, fill } = window.writing;

  const count = (field, place) => {
    const from = Number(field.dataset.goodFrom);
    const to = Number(field.dataset.goodTo);
    const length = [...field.value.trim()].length;
    const state = length === 0 ? "none" : length < from ? "short" : length > to ? "long" : "good";
    place.hidden = false;
    place.dataset.state = state;
    place.textContent = fill(words[state] ?? "", length, from, to);
  };
  const slug = (title) =>
    title
      .normalize("NFKD")
      .replace(/[^\x00-\x7F]/g, "")
      .toLowerCase()
      .replace(/[^\w\s-]/g, "")
      .replace(/[-\s]+/g, "-")
      .replace(/^[-_]+|[-_]+$/g, "")
      .slice(0, 95)
      .replace(/-+$/, "");

  const labelled = (editor, textarea) => {
    const view = editor.view.dom;
    view.lang = textarea.lang;
    view.dir = textarea.dir || "auto";
    const label = document.querySelector(`label[for="${textarea.id}"]`)?.textContent.replace(/[:：]\s*$/, "").trim();
    view.setAttribute("role", "textbox");
    view.setAttribute("aria-multiline", "true");
    view.setAttribute("aria-label", label || words.words);
    const tools = () => {
      const bar = view.parentElement?.querySelector(".prose-menubar");
      bar?.setAttribute("role", "toolbar");
      bar?.setAttribute("aria-label", label || words.words);
      for (const button of bar?.querySelectorAll("button[data-name]") ?? []) {
        const name = words.editor[button.dataset.name] ?? button.title;
        button.title = name;
        button.setAttribute("aria-label", name);
        button.setAttribute("aria-pressed", String(button.classList.contains("active")));
        button.setAttribute("aria-disabled", String(button.classList.contains("disabled")));
      }
    };
    // The buttons come after the editor; what they say of themselves changes with each step.
    editor.on("create", () => window.setTimeout(tools));
    editor.on("transaction", tools);
    tools();
  };

  document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => labelled(editor, textarea));

  document.addEventListener("DOMContentLoaded", () => {
    const form = document.getElementById("text_form");
    for (const field of form?.querySelectorAll("[data-good-from]") ?? []) {
      const place = form.querySelector(`[data-count-of="${field.id}"]`);
      const counted = () => count(field, place);
      if (place) {
        field.setAttribute("aria-describedby", `${field.id}_helptext ${place.id || (place.id = `${field.id}-count`)}`);
        field.addEventListener("input", counted);
        counted();
      }
    }
    const title = document.getElementById("id_title");
    title?.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.isComposing) {
        event.preventDefault();
      }
    });
    const address = document.getElementById("id_slug");
    if (title && address) {
      const shown = () => {
        address.placeholder = slug(title.value) || words.addressLater;
      };
      title.addEventListener("input", shown);
      shown();
    }
    document.getElementById("id_language")?.addEventListener("change", ({ target }) => {
      for (const field of form.querySelectorAll("[lang], .ProseMirror")) {
        field.lang = target.value;
        field.dir = target.value === "ur" ? "rtl" : "ltr";
      }
    });
  });
}
