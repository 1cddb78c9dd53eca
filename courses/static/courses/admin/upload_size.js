/* In the admin: a file that is too large is said so before hours of sending. Works in the chooser of the page editor as well.
   The chooser comes back from a refused file on its first tab: the one that says why is opened instead. */
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

  function openRefused() {
    var tabs = document.querySelector(".modal [data-wm-tabs]");
    if (!tabs || tabs.getAttribute("data-opened")) return;
    tabs.setAttribute("data-opened", "true");
    var errors = tabs.querySelector("section .error-message, section .w-field__errors .icon, section .w-field--error");
    var label = errors && errors.closest("section").getAttribute("aria-labelledby");
    var refused = label && document.getElementById(label);
    if (!refused) return;
    tabs.querySelectorAll("[role=tab]").forEach(function (tab) {
      if (tab !== refused && tab.id !== "tab-label-search") tab.hidden = true;
    });
    // Wagtail's tabs are ready a moment later.
    setTimeout(function () {
      refused.click();
    }, 50);
  }

  document.addEventListener("DOMContentLoaded", function () {
    new MutationObserver(openRefused).observe(document.body, { childList: true, subtree: true });
  });
})();
