/* The point that every crop keeps: chosen by click, or by arrow keys on the mark; the crops follow at once. */
{
  const stage = document.querySelector(".focal-stage");
  const across = document.getElementById("id_focal_x");
  const down = document.getElementById("id_focal_y");

  if (stage && across && down) {
    const mark = stage.querySelector(".focal-mark");
    const crops = document.querySelectorAll(".focal-crops img");
    const STEP = 0.02;
    const inside = (value) => Math.min(1, Math.max(0, value));

    /* As on the server: the window sits around the point, held inside the picture. */
    const place = (share, kept) => (kept >= 1 ? 0.5 : inside((share - kept / 2) / (1 - kept)));

    const show = () => {
      const x = inside(Number(across.value));
      const y = inside(Number(down.value));
      mark.style.left = `${x * 100}%`;
      mark.style.top = `${y * 100}%`;
      for (const crop of crops) {
        const picture = crop.naturalWidth / crop.naturalHeight || 1;
        const shape = crop.clientWidth / crop.clientHeight || 1;
        const keptX = Math.min(1, shape / picture);
        const keptY = Math.min(1, picture / shape);
        crop.style.objectPosition = `${place(x, keptX) * 100}% ${place(y, keptY) * 100}%`;
      }
    };

    const choose = (x, y) => {
      across.value = inside(x).toFixed(3);
      down.value = inside(y).toFixed(3);
      show();
    };

    stage.addEventListener("click", (event) => {
      if (event.target === mark) {
        return;
      }
      const box = stage.getBoundingClientRect();
      choose((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
    });
    mark.addEventListener("keydown", (event) => {
      const moves = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };
      const move = moves[event.key];
      if (move) {
        event.preventDefault();
        choose(Number(across.value) + move[0], Number(down.value) + move[1]);
      }
    });
    for (const input of [across, down]) {
      input.addEventListener("input", show);
    }
    window.addEventListener("load", show);
    show();
  }
}
