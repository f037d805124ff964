/* Shows the button that prints the page: without this script it could do nothing, and stays away. */

for (const item of document.querySelectorAll("[data-print]")) {
  item.hidden = false;
  item.querySelector("button").addEventListener("click", () => window.print());
}
