/* A button beside each password shows what was typed. Without this script one types blind, as everywhere. */
(function () {
  "use strict";
  var words = document.documentElement.lang.indexOf("en") === 0 ? ["Show", "Hide"]
    : document.documentElement.lang === "zh-Hant" ? ["顯示", "隱藏"] : ["显示", "隐藏"];
  document.querySelectorAll("input[data-reveal]").forEach(function (input) {
    var frame = document.createElement("div");
    var button = document.createElement("button");
    frame.className = "with-reveal";
    button.className = "reveal";
    button.type = "button";
    button.textContent = words[0];
    button.setAttribute("aria-pressed", "false");
    button.setAttribute("aria-controls", input.id);
    input.parentNode.insertBefore(frame, input);
    frame.appendChild(input);
    frame.appendChild(button);
    button.addEventListener("click", function () {
      var shown = input.type === "text";
      input.type = shown ? "password" : "text";
      button.textContent = shown ? words[0] : words[1];
      button.setAttribute("aria-pressed", shown ? "false" : "true");
    });
    if (input.form) { input.form.addEventListener("submit", function () { input.type = "password"; }); }
  });
})();
