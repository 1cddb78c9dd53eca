/* The form of a question: shows what its kind needs, and adds rows for options. Without it everything is there at once. */
(function () {
  "use strict";
  var form = document.getElementById("w-editor-form");
  if (!form) { return; }
  var kinds = form.querySelectorAll('input[name="kind"]');

  function fieldOf(element) { return element.closest("ul.fields > li") || element; }

  function kind() {
    var chosen = form.querySelector('input[name="kind"]:checked');
    return chosen ? chosen.value : "single";
  }

  function show() {
    form.querySelectorAll("[data-kinds]").forEach(function (element) {
      fieldOf(element).hidden = element.getAttribute("data-kinds").split(" ").indexOf(kind()) < 0;
    });
  }
  kinds.forEach(function (one) { one.addEventListener("change", show); });
  show();

  var box = form.querySelector("[data-options]");
  if (!box) { return; }
  var add = box.querySelector("[data-add]");
  var most = Number(box.getAttribute("data-options"));

  function rows() { return box.querySelectorAll(".quiz-options__row"); }

  add.hidden = rows().length >= most;
  add.addEventListener("click", function () {
    var at = rows().length;
    var row = rows()[at - 1].cloneNode(true);
    row.querySelectorAll("input").forEach(function (input) {
      input.name = input.name.replace(/\d+$/, String(at));
      input.checked = false;
      if (input.type === "text") {
        input.value = "";
        input.setAttribute("aria-label", input.getAttribute("data-label").replace("%s", String(at + 1)));
      }
    });
    box.insertBefore(row, add);
    row.querySelector('input[type="text"]').focus();
    add.hidden = rows().length >= most;
  });

  /* Of a single choice one is right: a second tick takes the first one away. */
  box.addEventListener("change", function (event) {
    if (event.target.type !== "checkbox" || !event.target.checked || kind() !== "single") { return; }
    box.querySelectorAll('input[type="checkbox"]').forEach(function (other) {
      if (other !== event.target) { other.checked = false; }
    });
  });
})();
