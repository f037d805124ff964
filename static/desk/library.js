/* Files go up one by one, each with its progress and its verdict. Without script the form sends them all at once. */
{
  const form = document.getElementById("library-drop");

  const row = (list, name) => {
    const item = document.createElement("li");
    const label = document.createElement("bdi");
    const bar = document.createElement("progress");
    const words = document.createElement("span");
    label.textContent = name;
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", name);
    words.textContent = list.dataset.waiting;
    item.append(label, bar, words);
    list.append(item);
    return { item, bar, words };
  };

  const send = (file, list) =>
    new Promise((resolve) => {
      const { item, bar, words } = row(list, file.name);
      const request = new XMLHttpRequest();
      const body = new FormData();
      body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
      body.append("files", file);
      request.upload.addEventListener("progress", (event) => {
        bar.value = event.lengthComputable ? event.loaded / event.total : 0;
        words.textContent = `${Math.round(bar.value * 100)} %`;
      });
      request.addEventListener("loadend", () => {
        bar.remove();
        let verdict;
        try {
          [verdict] = JSON.parse(request.responseText).files;
        } catch {
          verdict = { verdict: "refused", reason: list.dataset.failed, changed: [] };
        }
        item.className = verdict.verdict === "refused" ? "is-refused" : "";
        words.textContent = [verdict.reason, ...verdict.changed].filter(Boolean).join(" ");
        if (verdict.address) {
          const link = document.createElement("a");
          link.href = verdict.address;
          link.textContent = list.dataset.open;
          item.append(link);
        }
        resolve();
      });
      request.open("POST", form.action);
      request.setRequestHeader("Accept", "application/json");
      request.send(body);
    });

  if (form) {
    const input = document.getElementById("library-files");
    const list = form.querySelector(".library-progress");
    const sendAll = async (files) => {
      for (const file of files) {
        await send(file, list);
      }
      input.value = "";
    };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      sendAll([...input.files]);
    });
    for (const name of ["dragenter", "dragover"]) {
      form.addEventListener(name, (event) => {
        event.preventDefault();
        form.classList.add("is-over");
      });
    }
    for (const name of ["dragleave", "drop"]) {
      form.addEventListener(name, () => form.classList.remove("is-over"));
    }
    form.addEventListener("drop", (event) => {
      event.preventDefault();
      sendAll([...event.dataTransfer.files]);
    });
  }
}
