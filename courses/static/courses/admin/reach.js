/* 谁会学到: fetches the figures when the panel is seen, and again when asked. Without it a link leads to them. */
(function () {
  "use strict";

  function load(panel) {
    var figures = panel.querySelector("[data-lms-reach-figures]");
    var before = figures.innerHTML;
    figures.textContent = panel.getAttribute("data-lms-reach-busy");
    fetch(panel.getAttribute("data-lms-reach") + "?part=1", { credentials: "same-origin" })
      .then(function (answer) {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.text();
      })
      .then(function (html) {
        figures.innerHTML = html;
        var again = document.createElement("button");
        again.type = "button";
        again.className = "button button-small button-secondary";
        again.textContent = panel.getAttribute("data-lms-reach-again");
        again.addEventListener("click", function () { load(panel); });
        figures.appendChild(again);
      })
      .catch(function () { figures.innerHTML = before; });
  }

  function watch(panel) {
    if (!("IntersectionObserver" in window)) { load(panel); return; }
    var eye = new IntersectionObserver(function (entries) {
      if (!entries.some(function (entry) { return entry.isIntersecting; })) return;
      eye.disconnect();
      load(panel);
    });
    eye.observe(panel);
  }

  function start() {
    document.querySelectorAll("[data-lms-reach]").forEach(watch);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
