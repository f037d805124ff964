// Search fields of blocks: with the picture of what was found, and maps alone where a map is wanted.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const $ = window.django?.jQuery;
  if (!$) {
    return;
  }
  const shown = (found) => {
    if (!found.picture && !found.about) {
      return found.text;
    }
    const line = document.createElement("span");
    line.className = "desk-found";
    if (found.picture) {
      const picture = document.createElement("img");
      picture.src = found.picture;
      picture.alt = "";
      picture.loading = "lazy";
      line.append(picture);
    }
    const words = document.createElement("span");
    words.textContent = found.text;
    if (found.about) {
      const about = document.createElement("small");
      about.textContent = found.about;
      words.append(about);
    }
    line.append(words);
    return line;
  };
  const search = (field) => {
    const only = field.closest(".desk-block").dataset.key === "map" ? { asset_type: "map" } : {};
    $(field).select2({
      ajax: {
        data: ({ term, page }) => ({
          term,
          page,
          app_label: field.dataset.appLabel,
          model_name: field.dataset.modelName,
          field_name: field.dataset.fieldName,
          language: document.getElementById("id_title")?.lang ?? "",
          ...only,
        }),
      },
      templateResult: shown,
      width: "100%",
    });
    // Select2 gives its box no name of its own.
    const label = document.querySelector(`label[for="${field.id}"]`);
    if (label) {
      label.id ||= `${field.id}-label`;
      const box = field.nextElementSibling?.querySelector(".select2-selection");
      box?.setAttribute("aria-labelledby", `${label.id} ${box.getAttribute("aria-labelledby") ?? ""}`.trim());
    }
    $(field).on("select2:select select2:unselect", ({ params }) => {
      const about = field.closest(".desk-field").querySelector("[data-about]");
      if (about) {
        about.textContent = params.data.about ?? "";
        about.hidden = !params.data.about;
      }
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  };
  const within = (part) => part.querySelectorAll(".desk-block select.admin-autocomplete").forEach(search);

  $(() => within(document));
  document.addEventListener("formset:added", ({ target }) => {
    target.querySelectorAll("select.admin-autocomplete").forEach(search);
  });
});
