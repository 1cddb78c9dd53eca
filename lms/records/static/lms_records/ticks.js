/* One tick for all rows shown. */
document.querySelectorAll("[data-lms-ticks]").forEach((box) => {
  const all = box.querySelector("[data-lms-all]");
  if (!all) return;
  all.hidden = box.querySelector("[data-lms-all-label]").hidden = false;
  all.addEventListener("change", () => {
    box.querySelectorAll("input[name=members], input[name=requests]").forEach((tick) => {
      tick.checked = all.checked;
    });
  });
});
