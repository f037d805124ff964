// What the scripts of the writing screen say, and how they say it to who does not see the screen.
"use strict";

window.writing = (() => {
  const words = JSON.parse(document.getElementById("desk-writing-words")?.dataset.words ?? "{}");
  const fill = (sentence, ...values) => values.reduce((said, value) => said.replace("%s", value), sentence);
  let timer = 0;
  const say = (sentence) => {
    const place = document.getElementById("desk-said");
    window.clearTimeout(timer);
    place.textContent = "";
    // A sentence that is said twice is heard twice only if the place was empty between.
    timer = window.setTimeout(() => {
      place.textContent = sentence;
    }, 60);
  };
  const changed = () => {
    document.getElementById("text_form")?.dispatchEvent(new CustomEvent("writing:changed", { bubbles: true }));
  };
  return { words, fill, say, changed };
})();
