/* Names for fields that the stock forms leave without one: what is searched for, and the cells of a table of rows. */
{
  const $ = window.django?.jQuery;
  const FIELDS = "input:not([type=hidden]), select, textarea";

  const named = (container) => {
    const select = container.previousElementSibling;
    const label = select?.id && document.querySelector(`label[for="${select.id}"]`);
    return label ? label.textContent.trim().replace(/:$/, "") : select?.getAttribute("aria-label") ?? "";
  };
  const name = (field, words) => {
    if (field && words && !field.hasAttribute("aria-label") && !field.labels?.length) {
      field.setAttribute("aria-label", words);
    }
  };

  /* Select2 names its box after what is chosen alone; where there is no label, the field itself says what it is for. */
  const boxed = (container) => {
    const select = container.previousElementSibling;
    const label = select?.id && document.querySelector(`label[for="${select.id}"]`);
    const box = container.querySelector(".select2-selection");
    const words = select?.getAttribute("aria-label");
    if (!box || box.dataset.named || !(label || words)) {
      return;
    }
    box.dataset.named = "";
    const own = label ?? box;
    own.id ||= `${select.id}-${label ? "label" : "box"}`;
    if (!label) {
      box.setAttribute("aria-label", words);
    }
    box.setAttribute("aria-labelledby", `${own.id} ${box.getAttribute("aria-labelledby") ?? ""}`.trim());
    box.querySelector(".select2-selection__rendered[role=textbox]")?.setAttribute("aria-labelledby", own.id);
  };

  const cells = (table) => {
    const heads = [...table.querySelectorAll("thead th")];
    for (const cell of table.querySelectorAll("tbody td")) {
      const before = [...cell.parentElement.cells].slice(0, cell.cellIndex).reduce((sum, one) => sum + one.colSpan, 0);
      /* The first cell of a row has no head of its own: the heads begin above it. */
      const head = heads.reduce((found, one) => (found.place <= before ? { place: found.place + one.colSpan, one } : found), {
        place: 0,
      }).one;
      for (const field of cell.querySelectorAll(FIELDS)) {
        name(field, head?.textContent.trim());
      }
    }
  };
  const all = () => {
    document.querySelectorAll(".tabular table").forEach(cells);
    for (const container of document.querySelectorAll(".select2-container")) {
      name(container.querySelector(".select2-search__field"), named(container));
      boxed(container);
    }
  };

  /* Before Select2 starts: each choice has its own cross, and the cross for all would stand among the items of the list. */
  for (const select of document.querySelectorAll("select.admin-autocomplete[multiple]")) {
    select.dataset.allowClear = "false";
  }

  if ($) {
    $(all);
    document.addEventListener("formset:added", all);
    $(document).on("select2:open", ({ target }) => {
      name(document.querySelector(".select2-dropdown .select2-search__field"), named(target.nextElementSibling));
    });
  }
}
