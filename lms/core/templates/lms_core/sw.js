{% autoescape off %}/* The page for a moment without a network. Nothing else is kept: see lms/core/installing.py. */
"use strict";
var CACHE = "quebu-" + {{ version }};
var OFFLINE = {{ offline }};
var DISPLAY = {{ display }};
var FILES = {{ files }};
{% endautoescape %}
/* With the visitor's cookies, for the text size and the language. The page does not say who it is for. */
function keepOffline() {
  return caches.open(CACHE).then(function (cache) {
    return cache.add(new Request(OFFLINE, { cache: "reload", credentials: "same-origin" }));
  });
}

self.addEventListener("install", function (event) {
  event.waitUntil(caches.open(CACHE).then(function (cache) {
    return Promise.all(FILES.map(function (file) {
      return cache.add(new Request(file, { credentials: "omit" })).catch(function () {});
    }));
  }).then(keepOffline).then(function () { return self.skipWaiting(); }));
});

self.addEventListener("activate", function (event) {
  event.waitUntil(caches.keys().then(function (names) {
    return Promise.all(names.map(function (name) {
      return name.indexOf("quebu-") === 0 && name !== CACHE ? caches.delete(name) : null;
    }));
  }).then(function () { return self.clients.claim(); }));
});

self.addEventListener("fetch", function (event) {
  var request = event.request;
  var url = new URL(request.url);
  if (url.origin !== self.location.origin) { return; }
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).then(function (response) {
      if (request.method === "POST" && url.pathname === DISPLAY) { event.waitUntil(keepOffline().catch(function () {})); }
      return response;
    }, function (problem) {
      return caches.match(OFFLINE, { ignoreVary: true }).then(function (page) { if (page) { return page; } throw problem; });
    }));
  } else if (request.method === "GET" && FILES.indexOf(url.pathname + url.search) >= 0) {
    event.respondWith(fetch(request).catch(function (problem) {
      return caches.match(request, { ignoreVary: true }).then(function (file) { if (file) { return file; } throw problem; });
    }));
  }
});
