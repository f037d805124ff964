// Whatever is copied from a page under embargo says until when, and to whom it was given.

const warning = document.querySelector("[data-embargo]").dataset.embargo;

const paragraph = () => {
  const element = document.createElement("p");
  element.textContent = warning;
  return element;
};

document.addEventListener("copy", (event) => {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !event.clipboardData) return;
  const copied = document.createElement("div");
  for (let number = 0; number < selection.rangeCount; number += 1) {
    copied.append(selection.getRangeAt(number).cloneContents());
  }
  copied.prepend(paragraph());
  copied.append(paragraph());
  event.clipboardData.setData("text/plain", `${warning}\n\n${selection}\n\n${warning}`);
  event.clipboardData.setData("text/html", copied.innerHTML);
  event.preventDefault();
});
