/* Puts the texts of zh-hans.js or zh-hant.js where Wagtail looks for them. */
(function (given) {
  'use strict';
  /* Wagtail's user bar puts both scripts into the page itself and keeps no order between them. */
  if (!given) { return; }
  var django = window.django || (window.django = {});
  var catalog = django.catalog || (django.catalog = {});

  /* Wagtail's catalogue is loaded later and puts Simplified where Traditional is missing: what is set here has to stay. */
  Object.keys(given.texts).forEach(function (key) {
    Object.defineProperty(catalog, key, {
      get: function () { return given.texts[key]; },
      set: function () {},
      enumerable: true,
      configurable: true,
    });
  });

  function put(root) {
    given.words.forEach(function (row) {
      var selector = row[0], attribute = row[1], english = row[2], word = row[3];
      root.querySelectorAll(selector).forEach(function (element) {
        if (attribute) {
          element.setAttribute(attribute, word);
        } else if (element.textContent.trim() === english) {
          element.textContent = word;
        }
      });
    });
  }

  document.addEventListener('DOMContentLoaded', function () { put(document); });
  /* Lists that were filtered or turned over are fetched anew. */
  document.addEventListener('w-swap:success', function () { put(document); });
})(window.lmsWagtailChinese);
