/* Says at once how many members fit; without it the button does. */
(() => {
  const panel = document.querySelector("[data-lms-group]");
  const form = panel && panel.closest("form");
  if (!form || !window.fetch) return;
  let timer = 0;
  let last = 0;

  const look = () => {
    const turn = ++last;
    fetch(panel.dataset.lmsGroup, { method: "POST", body: new FormData(form), credentials: "same-origin" })
      .then((answer) => (answer.ok ? answer.text() : ""))
      .then((text) => {
        if (text && turn === last) panel.innerHTML = text;
      })
      .catch(() => {});
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, 300);
  });
  look();
})();
