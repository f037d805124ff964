// From a finding to its passage: the block is brought into view, and the words are selected.
"use strict";

(() => {
  const LEAVES = new Set(["P", "H2", "H3", "H4", "LI", "BLOCKQUOTE"]);
  const inField = (field, start, end) => {
    const units = (count) => [...field.value].slice(0, count).join("").length;
    field.focus();
    field.setSelectionRange?.(units(start), units(end));
    field.scrollIntoView({ block: "center" });
  };

  // The same plain words as the checks have: one paragraph a line. [text node, offset in it] of a character.
  const placed = (root, wanted) => {
    let done = 0;
    let leaf = null;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    let last = null;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      let own = node.parentElement;
      while (own !== root && !LEAVES.has(own.tagName)) {
        own = own.parentElement;
      }
      if (node.data.trim() === "" && own === root) {
        continue;
      }
      if (leaf && own !== leaf) {
        done += 1;
      }
      leaf = own;
      const letters = [...node.data];
      if (wanted <= done + letters.length) {
        return [node, letters.slice(0, Math.max(0, wanted - done)).join("").length];
      }
      done += letters.length;
      last = [node, node.data.length];
    }
    return last;
  };
  const rangeIn = (root, start, end) => {
    const from = placed(root, start);
    const to = placed(root, end);
    if (!from || !to) {
      return null;
    }
    const range = document.createRange();
    // A place at the end of one paragraph is the beginning of the next: a selection begins with its first letter.
    const first = placed(root, start + 1) ?? from;
    range.setStart(first[0], first[0] === from[0] ? from[1] : 0);
    range.setEnd(...to);
    return range;
  };
  let latest = 0;
  const inWords = (root, start, end) => {
    const range = rangeIn(root, start, end);
    const select = () => {
      const selection = window.getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
    };
    root.focus({ preventScroll: true });
    if (range) {
      const turn = ++latest;
      select();
      // An editor puts its own selection back a moment after it got the focus.
      window.setTimeout(() => {
        if (turn === latest && document.activeElement === root) {
          select();
        }
      }, 40);
    }
    (range?.startContainer.parentElement ?? root).scrollIntoView({ block: "center" });
  };

  // Where a finding stands on the screen: in an editor, in a field, or nowhere that could be marked.
  const whereOf = ({ anchor, block, field }) => {
    const home = (block && document.querySelector(`section[data-block="${CSS.escape(block)}"]`)) || null;
    if (!home) {
      const input = document.getElementById(`id_${anchor}`) ?? document.getElementById(`id_${field}`);
      return { home, editor: null, input };
    }
    const input = home.querySelector(`[name$="-${CSS.escape(field)}"]`);
    const editor = field === "html" ? home.querySelector(".ProseMirror") : null;
    return { home, editor, input: input?.matches("textarea, input:not([type=hidden])") ? input : null };
  };
  const said = (link) => ({
    anchor: link.dataset.checkAnchor,
    block: link.dataset.block,
    field: link.dataset.field,
    start: Number(link.dataset.start),
    end: Number(link.dataset.end),
  });

  const show = (place) => {
    const { anchor, start, end } = place;
    const { home, editor, input } = whereOf(place);
    if (!home) {
      if (input) {
        inField(input, start, end);
        return true;
      }
      return Boolean(anchor && window.writing?.go?.(anchor));
    }
    // Unfolds it, where it is folded.
    const nth = [...document.querySelectorAll(`#desk-blocks > section[data-kind="${home.dataset.kind}"]`)].indexOf(home);
    window.writing?.go?.(`${home.dataset.kind}-${nth}`);
    if (editor) {
      inWords(editor, start, end);
    } else if (input) {
      inField(input, start, end);
    } else {
      home.scrollIntoView({ block: "center" });
      home.focus();
    }
    return true;
  };
  window.checking = { rangeIn, said, show, whereOf };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-check]");
    const here = link && new URL(link.href, window.location.href);
    if (!link || here.pathname !== window.location.pathname || event.metaKey || event.ctrlKey) {
      return;
    }
    event.preventDefault();
    document.querySelector('[data-show-part="write"]')?.click();
    show(said(link));
  });

  const counted = () => {
    const panel = document.querySelector("[data-checks]");
    const count = document.querySelector("[data-checks-count]");
    if (panel && count) {
      const all = Number(panel.dataset.errors) + Number(panel.dataset.warnings);
      count.textContent = all || "";
    }
  };

  document.addEventListener("DOMContentLoaded", () => {
    counted();
    const list = document.getElementById("desk-checks");
    if (list) {
      new MutationObserver(counted).observe(list, { childList: true, subtree: true });
    }
    const asked = new URLSearchParams(window.location.search).get("passage")?.split(",") ?? [];
    if (asked.length === 3) {
      const anchor = window.location.hash.slice(1);
      const [field, start, end] = [asked[0], Number(asked[1]), Number(asked[2])];
      // The editors are made a moment after the page.
      window.setTimeout(() => {
        const nth = /^([a-z]+block)-(\d+)$/.exec(anchor);
        const blocks = nth ? document.querySelectorAll(`#desk-blocks > section[data-kind="${nth[1]}"]`) : [];
        show({ anchor, block: blocks[Number(nth?.[2])]?.dataset.block ?? "", field, start, end });
      }, 400);
    }
    const wrong = document.querySelector(".desk-check-error a, .desk-checks [aria-invalid=true]");
    if (document.querySelector(".errornote") && wrong) {
      wrong.focus();
      wrong.scrollIntoView({ block: "center" });
    }
  });
})();
