// Comments without leaving the page: what is typed elsewhere on it stays. Without this script each form works as it is.
"use strict";

async function send(form) {
  const response = await fetch(form.action, {
    method: "POST",
    body: new FormData(form),
    headers: { "X-Fragment": "comments" },
    redirect: "error",
  });
  if (!response.ok || !(response.headers.get("Content-Type") || "").startsWith("text/html")) throw new Error();
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const thread = page.querySelector("[data-thread]");
  if (!thread) throw new Error();
  return document.adoptNode(thread);
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("form[data-comment]")) return;
  event.preventDefault();
  const button = form.querySelector("button");
  button.disabled = true;
  try {
    const thread = await send(form);
    const standing = document.getElementById(thread.id);
    if (standing) standing.replaceWith(thread);
    else form.closest("[data-comments]").querySelector("[data-threads]").append(thread);
    if (form.dataset.comment === "new") {
      form.reset();
      form.closest("details").open = false;
    }
    thread.focus();
  } catch {
    // A refusal, or no network: the page that takes the words says which.
    form.removeAttribute("data-comment");
    form.submit();
  } finally {
    button.disabled = false;
  }
});

// On the writing screen a block has no address of its own: the field that bears its key leads there.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.('.comment-place a[href^="#on-"]');
  if (!link || document.getElementById(link.hash.slice(1))) return;
  const [, kind, key] = link.hash.match(/^#on-(\w+?)(?:-(\d+))?$/) || [];
  const place = key
    ? [...document.querySelectorAll(`input[name^="${kind}-"][name$="-id"]`)].find((field) => field.value === key)
    : document.getElementById(`id_${kind}`);
  const shown = key ? place?.closest(".desk-block") : place;
  if (!shown) return;
  event.preventDefault();
  shown.scrollIntoView({ block: "center" });
  shown.focus();
});
