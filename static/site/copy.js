// Shows the buttons that need a script: those that copy words with who said them, a citation or a whole text, where
// the browser can, and the one that prints.

const SHOWN_MS = 2500;
const told = document.createElement("p");
told.className = "unseen";
told.setAttribute("role", "status");

const written = ({ copy, copyFrom }) => {
  if (!copyFrom) return navigator.clipboard.writeText(copy);
  // Asked for within the click: a browser that waits for the answer first would refuse.
  const text = fetch(copyFrom).then((answer) => (answer.ok ? answer.blob() : Promise.reject(answer.status)));
  return navigator.clipboard.write([new ClipboardItem({ "text/plain": text })]);
};

if (navigator.clipboard && window.ClipboardItem) {
  document.body.append(told);
  for (const button of document.querySelectorAll("button[data-copied]")) {
    const name = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await written(button.dataset);
      } catch {
        return; // not allowed here: the words can still be marked and copied
      }
      button.textContent = told.textContent = button.dataset.copied;
      setTimeout(() => {
        button.textContent = name;
        told.textContent = "";
      }, SHOWN_MS);
    });
  }
}

for (const item of document.querySelectorAll("[data-print]")) {
  item.hidden = false;
  item.querySelector("button").addEventListener("click", () => window.print());
}
