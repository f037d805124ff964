// What is pasted comes out clean: headings, lists, links and emphasis stay, and nothing else of Word, Docs or a page.
"use strict";

{
  const BOLD = /(?<![\w-])font-weight:\s*(?:bold|[6-9]00)/i;
  const PLAIN = /(?<![\w-])font-weight:\s*(?:normal|[1-5]00)/i;
  const SLANTED = /(?<![\w-])font-style:\s*(?:italic|oblique)/i;
  const LIST = /mso-list:\s*l\d+\s+level(\d+)/i;
  const GONE = "style, script, meta, link, title, xml, img, picture, svg, object, iframe, form, input, button";
  const INLINE = new Set(["A", "B", "STRONG", "I", "EM", "U", "S", "SPAN", "FONT", "BR", "SUB", "SUP", "CODE", "BDI"]);

  const unwrap = (element) => element.replaceWith(...element.childNodes);
  const renamed = (element, name) => {
    const fresh = element.ownerDocument.createElement(name);
    fresh.append(...element.childNodes);
    element.replaceWith(fresh);
    return fresh;
  };

  // Word writes a list as paragraphs that begin with a mark of their own.
  const marker = (paragraph) =>
    [...paragraph.querySelectorAll("span")].find((one) => /mso-list:\s*ignore/i.test(one.getAttribute("data-style") ?? ""));
  const level = (paragraph) => Number(LIST.exec(paragraph.getAttribute("data-style") ?? "")?.[1] ?? 0);
  const lists = (body) => {
    const stack = [];
    let last = null;
    for (const paragraph of [...body.querySelectorAll("p")].filter(level)) {
      const mark = marker(paragraph);
      const tag = /^\s*(?:\d+|[a-zа-я]|[ivx]+)[.)]/i.test(mark?.textContent ?? "") ? "ol" : "ul";
      mark?.remove();
      const depth = level(paragraph);
      if (last === null || !follows(last, paragraph)) {
        stack.length = 0;
      }
      while (stack.length > depth) {
        stack.pop();
      }
      while (stack.length < depth) {
        const fresh = body.ownerDocument.createElement(tag);
        const above = stack.at(-1);
        if (!above) {
          paragraph.before(fresh);
        } else {
          (above.lastElementChild ?? above.appendChild(body.ownerDocument.createElement("li"))).append(fresh);
        }
        stack.push(fresh);
      }
      const item = body.ownerDocument.createElement("li");
      stack.at(-1).append(item);
      last = stack[0];
      paragraph.remove();
      const words = body.ownerDocument.createElement("p");
      words.append(...paragraph.childNodes);
      item.append(words);
    }
  };
  const follows = (list, paragraph) => {
    let next = list.nextSibling;
    while (next && next.nodeType !== Node.ELEMENT_NODE && !next.textContent.trim()) {
      next = next.nextSibling;
    }
    return next === paragraph;
  };

  const address = (link) => {
    const href = link.getAttribute("href") ?? "";
    try {
      const parts = new URL(href);
      // Docs leads every link through a counter of its own.
      return parts.hostname === "www.google.com" && parts.pathname === "/url" ? (parts.searchParams.get("q") ?? href) : href;
    } catch {
      return href.startsWith("/") ? href : "";
    }
  };

  const emphasis = (body) => {
    for (const element of body.querySelectorAll("b, strong, i, em, span, font")) {
      const style = element.getAttribute("data-style") ?? "";
      const inHeading = element.closest("h1, h2, h3, h4, h5, h6") !== null;
      const isBold = (/^(?:B|STRONG)$/.test(element.tagName) || BOLD.test(style)) && !PLAIN.test(style) && !inHeading;
      const isSlanted = /^(?:I|EM)$/.test(element.tagName) || SLANTED.test(style);
      const wraps = [...element.children].some((child) => !INLINE.has(child.tagName));
      let place = element;
      if (!wraps && element.textContent.trim()) {
        if (isSlanted) {
          place = renamed(place, "em");
        }
        if (isBold) {
          const strong = place.ownerDocument.createElement("strong");
          place.before(strong);
          strong.append(place);
        }
      }
      if (place.tagName !== "EM") {
        unwrap(place);
      }
    }
  };

  const headings = (body) => {
    const down = body.querySelector("h1") ? 1 : 0;
    for (const heading of body.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
      renamed(heading, Number(heading.tagName[1]) + down <= 2 ? "h2" : "h3");
    }
  };

  const cleaned = (html) => {
    if (html.includes("data-pm-slice")) {
      return html; // from another of our own editors
    }
    // Styles are read and never applied: the policy of the page would complain of each.
    const quiet = html
      .replace(/<!\[(?:if|endif)[^>]*>/gi, "")
      .replace(/<style\b[\s\S]*?<\/style\s*>/gi, "")
      .replace(/\sstyle\s*=/gi, " data-style=");
    const page = new DOMParser().parseFromString(quiet, "text/html");
    const { body } = page;
    body.querySelectorAll(GONE).forEach((one) => one.remove());
    const comments = page.createNodeIterator(body, NodeFilter.SHOW_COMMENT);
    for (let one = comments.nextNode(); one; one = comments.nextNode()) {
      one.remove();
    }
    lists(body);
    emphasis(body);
    headings(body);
    for (const link of body.querySelectorAll("a")) {
      const href = address(link);
      if (href && link.textContent.trim()) {
        link.setAttribute("href", href);
      } else {
        unwrap(link);
      }
    }
    for (const box of body.querySelectorAll("div")) {
      const inline = [...box.childNodes].every((one) => one.nodeType === Node.TEXT_NODE || INLINE.has(one.tagName));
      if (inline && box.textContent.trim()) {
        renamed(box, "p");
      } else {
        unwrap(box);
      }
    }
    for (const element of body.querySelectorAll("*")) {
      if (element.tagName.includes(":") || element.tagName === "U") {
        unwrap(element);
        continue;
      }
      for (const { name } of [...element.attributes]) {
        if (!(element.tagName === "A" && name === "href")) {
          element.removeAttribute(name);
        }
      }
    }
    const texts = page.createTreeWalker(body, NodeFilter.SHOW_TEXT);
    for (let one = texts.nextNode(); one; one = texts.nextNode()) {
      one.data = one.data.replace(/[\s\u00a0]+/g, " ");
    }
    body.querySelectorAll("p, h2, h3, li, strong, em").forEach((one) => {
      if (!one.textContent.trim() && !one.querySelector("br, a, ul, ol")) {
        one.remove();
      }
    });
    return body.innerHTML;
  };

  window.writing.cleaned = cleaned;
  document.addEventListener("prose-editor:ready", ({ detail: { editor } }) => {
    editor.view.setProps({ transformPastedHTML: cleaned });
  });
}
