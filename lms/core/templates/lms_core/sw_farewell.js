/* The site does not want to be installed any more: what an earlier worker kept is deleted, and the worker with it. */
"use strict";
self.addEventListener("install", function () { self.skipWaiting(); });
self.addEventListener("activate", function (event) {
  event.waitUntil(caches.keys().then(function (names) {
    return Promise.all(names.map(function (name) { return name.indexOf("quebu-") === 0 ? caches.delete(name) : null; }));
  }).then(function () { return self.registration.unregister(); }));
});
