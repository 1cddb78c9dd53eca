/* In the admin: a file that is too large is said so before hours of sending. Works in the chooser of the page editor as well. */
(function () {
  "use strict";

  document.addEventListener("change", function (event) {
    var input = event.target;
    var most = Number(input.getAttribute && input.getAttribute("data-max-bytes"));
    if (!most || !input.files) return;
    var said = input.parentNode.querySelector(".upload-too-large");
    if (said) said.remove();
    if (!input.files[0] || input.files[0].size <= most) return;
    input.value = "";
    said = document.createElement("p");
    said.className = "error-message upload-too-large";
    said.setAttribute("role", "alert");
    said.textContent = input.getAttribute("data-too-large");
    input.parentNode.appendChild(said);
  });
})();
