/* Beside each chosen competency: its four levels in words, and whether passing raises them. The form works without. */
(function () {
  "use strict";
  var script = document.currentScript;
  var address = script && script.getAttribute("data-levels");
  if (!address) return;
  var ROW = /^teaches-(\d+)-(competency|level)$/;

  function value(name) {
    var field = document.querySelector('[name="' + name + '"]');
    return field ? field.value : "";
  }

  function hasQuestions() {
    var types = document.querySelectorAll('input[name^="body-"][name$="-type"][value="questions"]');
    return Array.prototype.some.call(types, function (each) {
      return value(each.name.replace(/type$/, "deleted")) === "";
    });
  }

  function place(number) {
    var parent = document.getElementById("inline_child_teaches-" + number + "-panel-content");
    if (!parent) return null;
    var found = parent.querySelector(".courses-levels");
    if (!found) {
      found = document.createElement("div");
      found.className = "courses-levels";
      found.setAttribute("aria-live", "polite");
      parent.appendChild(found);
    }
    return found;
  }

  function show(number) {
    var competency = value("teaches-" + number + "-competency");
    var target = place(number);
    if (!target) return;
    var asked = new URLSearchParams({
      competency: competency, level: value("teaches-" + number + "-level"), form: value("form"),
      completion: value("completion"), questions: hasQuestions() ? "1" : "0",
    }).toString();
    if (target.dataset.asked === asked) return;
    target.dataset.asked = asked;
    if (!competency) { target.textContent = ""; return; }
    fetch(address + "?" + asked, { credentials: "same-origin", headers: { "X-Requested-With": "XMLHttpRequest" } })
      .then(function (answer) { return answer.ok ? answer.text() : ""; })
      .then(function (html) { if (target.dataset.asked === asked) target.innerHTML = html; })
      .catch(function () {});
  }

  function all() {
    Array.prototype.forEach.call(document.querySelectorAll('[name^="teaches-"][name$="-level"]'), function (field) {
      var found = ROW.exec(field.name);
      if (found) show(found[1]);
    });
  }

  function begin() {
    if (!document.querySelector('[name="teaches-TOTAL_FORMS"]')) return;
    all();
    document.addEventListener("change", all);
    // Choosers write hidden fields without an event; rows and blocks come and go.
    window.setInterval(all, 1500);
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin); else begin();
})();
