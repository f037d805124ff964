// Titles that begin to answer a search, while it is typed: a combobox with a list (WAI-ARIA 1.2). Without this
// script the form does all that it has to.

const PAUSE_MS = 180;
const SHORTEST = 2;

for (const form of document.querySelectorAll("form[data-suggest]")) {
  const field = form.querySelector("input[type=search]");
  const list = document.createElement("div");
  const told = document.createElement("p");
  let pause = 0;
  let asked = null;

  list.id = `${field.id}-suggestions`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.querySelector(`label[for="${field.id}"]`).textContent);
  told.className = "unseen";
  told.setAttribute("role", "status");
  field.after(list);
  form.append(told);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");

  const chosen = () => list.querySelector("[aria-selected=true]");

  const choose = (option) => {
    chosen()?.setAttribute("aria-selected", "false");
    if (!option) {
      field.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", option.id);
  };

  const close = () => {
    clearTimeout(pause);
    asked?.abort();
    list.hidden = true;
    told.textContent = "";
    field.setAttribute("aria-expanded", "false");
    choose(null);
  };

  const show = (suggestions) => {
    choose(null);
    list.replaceChildren(
      ...suggestions.map(({ title, address, label }, number) => {
        const option = document.createElement("div");
        const kind = document.createElement("span");
        option.id = `${list.id}-${number}`;
        option.dataset.address = address;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        kind.className = "label";
        kind.textContent = label;
        option.append(kind, title);
        return option;
      }),
    );
    list.hidden = !suggestions.length;
    field.setAttribute("aria-expanded", String(!list.hidden));
    told.textContent = list.hidden ? "" : form.dataset.found;
  };

  const ask = async () => {
    const words = field.value.trim();
    asked?.abort();
    if (words.length < SHORTEST) {
      close();
      return;
    }
    asked = new AbortController();
    try {
      const answer = await fetch(`${form.dataset.suggest}?${new URLSearchParams({ q: words })}`, {
        credentials: "omit",
        signal: asked.signal,
      });
      if (answer.ok) show((await answer.json()).suggestions);
    } catch {
      list.hidden = true; // an answer that was called off, or none: the form is still there
      field.setAttribute("aria-expanded", "false");
    }
  };

  field.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(ask, PAUSE_MS);
  });

  field.addEventListener("keydown", (event) => {
    const options = [...list.children];
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && !list.hidden && chosen()) {
      event.preventDefault();
      location.assign(chosen().dataset.address);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !list.hidden) {
      event.preventDefault();
      const places = options.length + 1; // one place is the field itself
      const step = event.key === "ArrowDown" ? 1 : -1;
      const next = (options.indexOf(chosen()) + 1 + step + places) % places;
      choose(next ? options[next - 1] : null);
    }
  });

  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.address);
  });
  field.addEventListener("blur", close);
}
