/* The notice is drawn anew as one types, by the server; without script, by the buttons with the languages. */
{
  const form = document.getElementById("replacing");
  const buttons = [...document.querySelectorAll("[data-notice]")];
  const WAIT_MS = 700;

  if (form && buttons.length > 0) {
    let chosen = buttons[0];
    let waiting = 0;
    const show = (button) => {
      chosen = button;
      for (const other of buttons) {
        other.setAttribute("aria-pressed", String(other === button));
      }
    };
    for (const button of buttons) {
      button.addEventListener("click", () => show(button));
    }
    form.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => form.requestSubmit(chosen), WAIT_MS);
    });
    show(chosen);
  }
}
