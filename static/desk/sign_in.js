// At the door and on one's own page: shows a password while it is typed, copies and prints recovery codes.
"use strict";

for (const field of document.querySelectorAll(".sign-in-field input[type='password']")) {
  const words = document.getElementById("sign-in-words");
  if (!words) break;
  const button = document.createElement("button");
  const say = () => {
    const shown = field.type === "text";
    button.textContent = shown ? words.dataset.hide : words.dataset.show;
    button.setAttribute("aria-pressed", String(shown));
  };
  button.type = "button";
  button.className = "sign-in-show";
  button.setAttribute("aria-controls", field.id);
  button.addEventListener("click", () => {
    field.type = field.type === "password" ? "text" : "password";
    say();
  });
  // A browser must not keep as a line of text what is a password.
  field.form.addEventListener("submit", () => {
    field.type = "password";
  });
  say();
  field.after(button);
}

for (const keep of document.querySelectorAll("[data-keep-codes]")) {
  const copy = keep.querySelector("[data-copy]");
  const status = keep.querySelector("[role='status']");
  copy.hidden = !navigator.clipboard;
  copy.addEventListener("click", async () => {
    const codes = document.getElementById(copy.dataset.copy).querySelectorAll("li");
    await navigator.clipboard.writeText(Array.from(codes, (code) => code.textContent.trim()).join("\n"));
    status.textContent = status.dataset.copied;
  });
  keep.querySelector("[data-print]").addEventListener("click", () => window.print());
  keep.hidden = false;
}
