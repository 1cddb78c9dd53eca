/* 缺补 Quebu: what is nicer with a script. Everything works without it. Chrome 87, Safari 14. */
(function () {
  "use strict";
  var doc = document;

  /* The account menu closes on Escape and on a press elsewhere. */
  function openMenus() { return doc.querySelectorAll("details[data-menu][open]"); }
  doc.addEventListener("click", function (event) {
    openMenus().forEach(function (menu) { if (!menu.contains(event.target)) { menu.open = false; } });
  });
  doc.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") { return; }
    openMenus().forEach(function (menu) {
      var inside = menu.contains(doc.activeElement);
      menu.open = false;
      if (inside) { menu.querySelector("summary").focus(); }
    });
  });
  doc.addEventListener("focusin", function (event) {
    openMenus().forEach(function (menu) { if (!menu.contains(event.target)) { menu.open = false; } });
  });

  /* A link to a dialog opens it in front of the page, where the browser knows dialogs; otherwise the link leads to it. */
  doc.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[data-dialog], [data-dialog-close]");
    if (!link) { return; }
    if (link.hasAttribute("data-dialog-close")) {
      var own = link.closest("dialog");
      if (own && own.open && own.close) { event.preventDefault(); own.close(); }
      return;
    }
    var dialog = doc.getElementById(link.getAttribute("href").slice(1));
    if (!dialog || !dialog.showModal) { return; }
    event.preventDefault();
    dialog.showModal();
    dialog.addEventListener("close", function () { link.focus(); }, { once: true });
  });

  /* Errors of a form are read out first. */
  var summary = doc.querySelector(".error-summary");
  if (summary && !summary.closest(".specimen")) { summary.focus(); }

  /* Pages for a moment without a network. Browsers allow it only where there is HTTPS (or on one's own machine). */
  var worker = doc.querySelector('meta[name="quebu-worker"]');
  if (worker && "serviceWorker" in navigator && window.isSecureContext) {
    window.addEventListener("load", function () { navigator.serviceWorker.register(worker.content).catch(function () {}); });
  }
})();
