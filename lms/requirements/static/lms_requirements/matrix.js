/* Marks and counts changed cells; Ctrl with an arrow key moves between cells. Works without it as well. */
(() => {
  const form = document.querySelector("[data-lms-matrix]");
  if (!form) return;
  const count = form.querySelector("[data-lms-matrix-count]");

  const mark = () => {
    let changed = 0;
    form.querySelectorAll("select[data-saved]").forEach((cell) => {
      const differs = cell.value !== cell.dataset.saved;
      cell.classList.toggle("is-changed", differs);
      changed += differs ? 1 : 0;
    });
    count.textContent = changed ? form.dataset.lmsMatrixChanged + changed : "";
  };

  const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  form.addEventListener("keydown", (event) => {
    const step = steps[event.key];
    const here = event.target.closest("td");
    if (!step || !event.ctrlKey || !here) return;
    event.preventDefault();
    const rows = [...form.querySelectorAll("tbody tr")].filter((row) => row.querySelector("td"));
    const row = rows[rows.indexOf(here.parentElement) + step[0]];
    const cell = row && row.cells[here.cellIndex + step[1]];
    const next = cell && cell.querySelector("select");
    if (next) next.focus();
  });
  form.addEventListener("change", mark);
  mark();
})();
