// The body of a text as blocks: insert, move, duplicate, fold, remove, by mouse and by keyboard. Nothing is dragged.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const { words, fill, say, changed } = window.writing;
  const form = document.getElementById("text_form");
  const list = document.getElementById("desk-blocks");
  const palette = document.getElementById("desk-palette");
  if (!form || !list || !palette) {
    return;
  }
  const blocks = () => [...list.children].filter((one) => one.matches(".desk-block"));
  const standing = () => blocks().filter((one) => !("removed" in one.dataset));
  const place = (block) => [standing().indexOf(block) + 1, standing().length];
  const labelled = (block) => block.dataset.label;

  const number = () => {
    blocks().forEach((block, index) => {
      block.querySelector("input[name$='-ordering']").value = (index + 1) * 10;
      block.setAttribute("aria-label", `${labelled(block)} ${index + 1}`);
    });
    document.querySelector("[data-no-blocks]").hidden = blocks().length > 0;
  };
  const restructured = () => {
    number();
    changed();
  };

  // Folding

  const summary = (block) => {
    const of = (selector) => block.querySelector(selector);
    const chosen = of("select.admin-autocomplete")?.selectedOptions[0]?.textContent;
    const typed = of(".field-question textarea")?.value || of(".field-caption input")?.value;
    return (chosen || typed || of(".ProseMirror")?.textContent || "").trim().slice(0, 120);
  };
  const fold = (block, folded) => {
    const button = block.querySelector("[data-fold]");
    block.classList.toggle("desk-folded", folded);
    button.setAttribute("aria-expanded", String(!folded));
    button.setAttribute("aria-label", folded ? words.unfold : words.fold);
    button.title = folded ? words.unfold : words.fold;
    if (folded) {
      block.querySelector(".desk-block-summary").textContent = summary(block);
    }
  };
  const foldAll = document.querySelector("[data-fold-all]");
  const all = (folded) => {
    standing().forEach((block) => fold(block, folded));
    foldAll.setAttribute("aria-pressed", String(folded));
    foldAll.textContent = folded ? words.unfoldAll : words.foldAll;
  };
  foldAll.hidden = false;
  foldAll.addEventListener("click", () => {
    const folded = foldAll.getAttribute("aria-pressed") !== "true";
    all(folded);
    say(folded ? words.allFolded : words.allUnfolded);
  });

  // Inserting

  const enter = (block) => {
    block.scrollIntoView({ block: "nearest" });
    // The textarea that an editor stands for is hidden, and comes before it.
    const editor = block.querySelector(".ProseMirror, .desk-grid input") ?? block.querySelector(".desk-block-body textarea");
    const first = block.querySelector(".select2-selection, .desk-block-body input:not([type=hidden])");
    (block.querySelector(".field-question textarea") ?? first ?? editor ?? block).focus();
  };
  const show = (block) => {
    for (const button of block.querySelectorAll("[data-insert], [data-move], [data-copy], [data-fold], [data-remove]")) {
      button.hidden = false;
    }
    const mark = block.querySelector("[name$='-DELETE']");
    if ("removed" in block.dataset && mark) {
      mark.checked = true;
    }
  };
  const made = (key, before) => {
    const template = document.getElementById(`desk-new-${key}`);
    const total = document.getElementById(`id_${template.content.firstElementChild.dataset.kind}-TOTAL_FORMS`);
    const fresh = document.createElement("template");
    fresh.innerHTML = template.innerHTML.replaceAll("__prefix__", total.value);
    const block = fresh.content.firstElementChild;
    total.value = Number(total.value) + 1;
    list.insertBefore(block, before);
    show(block);
    return block;
  };
  let newest = null;
  const started = (block) => {
    block.dispatchEvent(new CustomEvent("formset:added", { bubbles: true, detail: { formsetName: block.dataset.kind } }));
    restructured();
    // The editor of a text is made in its own time: long after this on a busy machine.
    newest = block;
    window.setTimeout(() => enter(block), 80);
  };
  document.addEventListener("prose-editor:ready", ({ detail: { textarea } }) => {
    const block = textarea.closest(".desk-block");
    if (block && block === newest && [document.body, block, textarea].includes(document.activeElement)) {
      enter(block);
    }
  });
  const insert = (key, before) => {
    const block = made(key, before);
    started(block);
    say(fill(words.inserted, labelled(block), ...place(block)));
  };
  const copy = (source) => {
    const block = made(source.dataset.key, source.nextElementSibling);
    const part = (field, of) => field.name.slice(of.id.length);
    for (const field of source.querySelectorAll("[name]")) {
      const name = part(field, source);
      const twin = block.querySelector(`[name="${block.id}${name}"]`);
      if (!twin || ["-id", "-parent", "-DELETE", "-ordering"].includes(name)) {
        continue;
      }
      if (field.matches("select.admin-autocomplete") && field.value) {
        twin.append(new Option(field.selectedOptions[0].textContent, field.value, true, true));
      } else if (field.type === "checkbox") {
        twin.checked = field.checked;
      } else {
        twin.value = field.value;
      }
    }
    started(block);
    say(fill(words.copied, labelled(block), ...place(block)));
  };

  // The menu of what can be inserted

  let opener = null;
  const items = [...palette.querySelectorAll("[role=menuitem]")];
  const close = (back) => {
    palette.hidden = true;
    opener?.setAttribute("aria-expanded", "false");
    if (back) {
      opener?.focus();
    }
    opener = null;
  };
  const open = (button) => {
    close(false);
    opener = button;
    button.setAttribute("aria-expanded", "true");
    button.closest(".desk-insert").append(palette);
    palette.hidden = false;
    items[0].focus();
    palette.scrollIntoView({ block: "nearest" });
  };
  palette.addEventListener("click", (event) => {
    const chosen = event.target.closest("[role=menuitem]");
    if (chosen) {
      const before = opener.closest(".desk-block");
      close(false);
      insert(chosen.dataset.kind, before);
    }
  });
  palette.addEventListener("keydown", (event) => {
    const now = items.indexOf(document.activeElement);
    const to = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      items[(to + items.length) % items.length].focus();
    } else if (event.key === "Escape") {
      event.preventDefault();
      close(true);
      say(words.menuClosed);
    } else if (event.key === "Tab") {
      close(true);
    }
  });
  document.addEventListener("pointerdown", (event) => {
    if (opener && !palette.contains(event.target) && !opener.contains(event.target)) {
      close(false);
    }
  });

  // Moving, removing

  const beside = (block, step) => {
    const rows = standing();
    return rows[rows.indexOf(block) + step];
  };
  const move = (block, step) => {
    const other = beside(block, step);
    if (!other) {
      say(step < 0 ? words.atTop : words.atEnd);
      return;
    }
    // The other one moves past it: what has the focus, and the editor's selection, stay where they are.
    if (step < 0) {
      block.after(other);
    } else {
      block.before(other);
    }
    restructured();
    block.scrollIntoView({ block: "nearest" });
    say(fill(words.moved, labelled(block), ...place(block)));
  };
  const remove = (block, removed) => {
    const mark = block.querySelector("[name$='-DELETE']");
    mark.checked = removed;
    block.toggleAttribute("data-removed", removed);
    restructured();
    if (removed) {
      block.querySelector("[data-return]").focus();
      say(fill(words.removed, labelled(block)));
    } else {
      block.focus();
      say(fill(words.returned, labelled(block), ...place(block)));
    }
  };

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const block = button?.closest(".desk-block");
    if (!button) {
      return;
    }
    if ("insert" in button.dataset) {
      if (button === opener) {
        close(true);
      } else {
        open(button);
      }
    } else if (block && "move" in button.dataset) {
      move(block, Number(button.dataset.move));
    } else if (block && "copy" in button.dataset) {
      copy(block);
    } else if (block && "fold" in button.dataset) {
      const folded = !block.classList.contains("desk-folded");
      fold(block, folded);
      say(fill(folded ? words.folded : words.unfolded, labelled(block)));
    } else if (block && "remove" in button.dataset) {
      remove(block, true);
    } else if (block && "return" in button.dataset) {
      remove(block, false);
    }
  });

  // Keys

  const save = () => form.requestSubmit(form.querySelector("button[name='_save']"));
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s") {
      event.preventDefault();
      save();
      return;
    }
    const block = event.target instanceof Element ? event.target.closest(".desk-block") : null;
    if (!block || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    const step = { ArrowUp: -1, PageUp: -1, ArrowDown: 1, PageDown: 1 }[event.key];
    if (!step) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    if (event.key.startsWith("Arrow")) {
      move(block, step);
    } else {
      const other = beside(block, step);
      other?.focus();
      other?.scrollIntoView({ block: "nearest" });
    }
  }, true);

  const help = document.getElementById("desk-help");
  document.querySelector("[data-help]")?.addEventListener("click", () => help.showModal());

  blocks().forEach(show);
  document.querySelectorAll(".desk-insert-end [data-insert]").forEach((button) => {
    button.hidden = false;
  });
  list.classList.add("desk-scripted");
  number();
  // A place that an address or a fault names, such as `quoteblock-2`: the third quote, as it stands now.
  window.writing.go = (name) => {
    const nth = /^([a-z]+block)-(\d+)$/.exec(name);
    const block = nth && standing().filter((one) => one.dataset.kind === nth[1])[Number(nth[2])];
    const field = document.getElementById(`id_${name}`);
    if (block) {
      fold(block, false);
      enter(block);
    } else if (field) {
      field.focus();
      field.scrollIntoView({ block: "center" });
    }
    return Boolean(block || field);
  };
});
