/* A file that is too large is said so before it is sent; while one is sent, the page says so and does not send twice. */
(function () {
  "use strict";

  function note(form, text, wrong) {
    var last = form.querySelector(".form__actions");
    var place = form.querySelector(".upload-note");
    if (!place) {
      place = document.createElement("p");
      place.setAttribute("role", "status");
      last.parentNode.insertBefore(place, last.nextSibling);
    }
    place.className = "upload-note" + (wrong ? " field__error" : "");
    place.textContent = text;
  }

  document.querySelectorAll("form[data-upload]").forEach(function (form) {
    var button = form.querySelector("button[type=submit]");
    form.addEventListener("change", function (event) {
      var most = Number(event.target.getAttribute("data-max-bytes"));
      var file = event.target.files && event.target.files[0];
      if (!most || !file) return;
      if (file.size > most) {
        event.target.value = "";
        note(form, form.getAttribute("data-too-large"), true);
      } else {
        note(form, "", false);
      }
    });
    form.addEventListener("submit", function (event) {
      if (button.disabled) { event.preventDefault(); return; }
      button.disabled = true;
      note(form, form.getAttribute("data-sending"), false);
    });
    window.addEventListener("pageshow", function () { button.disabled = false; });
  });
})();
