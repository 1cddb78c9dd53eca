/* The page of a lesson: what was watched is told to the server while it is watched, and said again until the server has it.
   Without this script videos play and texts can be read and confirmed. Chrome 87, Safari 14. Times are tenths of a second. */
(function () {
  "use strict";
  var root = document.querySelector("[data-player]");
  if (!root || !window.fetch || !window.DOMParser) { return; }
  var words = root.querySelector("[data-words]").dataset;
  var known = JSON.parse(root.dataset.media || "{}");
  var free = root.hasAttribute("data-free");
  var EVERY = 15000, BACK = 30, NEAR = 10, FASTEST = 2, MOST = 40;

  var session = null;      /* {token, number} once the server lets us tell */
  var opening = null;      /* the request for it, while it is under way */
  var queue = [];          /* beats that the server has not confirmed: [number, {block: spans}] */
  var place = "", told = "", busy = false, again = 0, refusals = 0, stopped = false, offline = false;
  var players = [];

  /* ---- one calm line */

  var said = root.querySelector("[data-said]"), here = said.querySelector("[data-said-here]");
  function say(text, withButton) {
    said.querySelector("[data-said-text]").textContent = text || "";
    here.hidden = !withButton;
    said.hidden = !text;
    clearTimeout(say.timer);
  }
  function sayShortly(text) {
    say(text);
    say.timer = setTimeout(function () { say(""); }, 6000);
  }

  /* ---- what was seen */

  function union(spans) {
    var found = [];
    spans.slice().sort(function (a, b) { return a[0] - b[0]; }).forEach(function (span) {
      var last = found[found.length - 1];
      if (last && span[0] <= last[1] + NEAR) { last[1] = Math.max(last[1], span[1]); } else { found.push(span.slice()); }
    });
    return found;
  }
  function mine(player) { return union(known[player.block].seen.concat(player.spans, player.open ? [player.open] : [])); }
  function frontier(player) {
    var first = mine(player)[0];
    return first && first[0] <= 2 * NEAR ? first[1] : 0;
  }
  function mayStand(player, at) {
    return free || at <= frontier(player) + NEAR ||
      mine(player).some(function (span) { return at >= span[0] - NEAR && at <= span[1] + NEAR; });
  }
  function now(player) { return Math.min(Math.round(player.video.currentTime * 10), known[player.block].len); }
  function close(player) {
    if (player.open && player.open[1] > player.open[0]) { player.spans.push(player.open); }
    player.open = null;
  }
  function tick(player) {
    if (player.video.seeking || (player.video.paused && !player.video.ended)) { return; }
    var at = now(player);
    if (player.open && at < player.open[0]) { close(player); }
    if (!player.open) { player.open = [at, at]; }
    player.open[1] = Math.max(player.open[1], at);
    place = player.block;
  }

  /* ---- telling the server */

  function post(url, body, headers) {
    var stop = window.AbortController ? new AbortController() : null;
    var timer = stop && setTimeout(function () { stop.abort(); }, 20000);
    return fetch(url, { method: "POST", credentials: "same-origin", headers: headers, body: body, signal: stop ? stop.signal : undefined })
      .then(function (answer) {
        return answer.json().catch(function () { return {}; }).then(function (data) {
          clearTimeout(timer);
          return { ok: answer.ok, status: answer.status, data: data };
        });
      });
  }
  function begin() {
    if (session || stopped) { return Promise.resolve(); }
    if (opening) { return opening; }
    opening = post(root.dataset.begin, "", { "X-CSRFToken": root.dataset.csrf }).then(function (answer) {
      opening = null;
      if (!answer.ok) {
        if (answer.status < 500) { stopped = true; say(answer.data.message || ""); } else { lost(); }
        return;
      }
      var data = answer.data;
      session = { token: data.token, number: data.number };
      free = data.free;
      Object.keys(data.media).forEach(function (block) { known[block] = data.media[block]; });
      found();
      players.forEach(function (player) {
        if (known[player.block] && player.video.readyState > 0 && !mayStand(player, now(player))) {
          player.video.currentTime = frontier(player) / 10;
        }
      });
    }, function () { opening = null; lost(); });
    return opening;
  }
  function cut() {
    if (queue.length >= MOST) { return; }
    var spans = {}, any = false;
    players.forEach(function (player) {
      var open = player.open;
      close(player);
      if (open) { player.open = [open[1], open[1]]; }
      if (!player.spans.length) { return; }
      any = true;
      spans[player.block] = union(player.spans);
      known[player.block].seen = union(known[player.block].seen.concat(player.spans));
      player.spans = [];
    });
    if (any) { session.number += 1; queue.push([session.number, spans]); }
  }
  function where() {
    var player = players.filter(function (each) { return each.block === place; })[0];
    return player ? now(player) : null;
  }
  function report() {
    if (!session) { return ""; }
    cut();
    var at = where(), mark = place + ":" + at;
    if (!queue.length && (!place || mark === told)) { return ""; }
    told = mark;
    return JSON.stringify({ token: session.token, beats: queue, place: place, at: at });
  }
  function tell() {
    if (busy || stopped) { return Promise.resolve(); }
    if (!session) { return players.some(function (each) { return each.open || each.spans.length; }) ? begin() : Promise.resolve(); }
    var body = report();
    if (!body) { return Promise.resolve(); }
    busy = true;
    return post(root.dataset.beat, body, { "Content-Type": "application/json" }).then(function (answer) {
      busy = false;
      if (answer.ok) { heard(answer.data); } else { refused(answer); }
    }, function () { busy = false; told = ""; lost(); });
  }
  function heard(data) {
    queue = queue.filter(function (beat) { return beat[0] > data.number; });
    refusals = 0;
    found();
    if (data.seen && !root.dataset.seen) { root.dataset.seen = "yes"; sayShortly(words.seen); refresh(); }
  }
  function refused(answer) {
    told = "";
    if (answer.status >= 500 || answer.status === 429) { lost(); return; }
    if (answer.status === 409) { pauseAll(); forget(); stopped = true; say(answer.data.message, true); return; }
    if (answer.status === 401 || answer.status === 403 || answer.status === 410) { stopped = true; say(answer.data.message); return; }
    refusals += 1;
    if (answer.data.error === "too_fast" && refusals < 5) { return; }  /* told again with the next beat, when more time has passed */
    forget();
    if (refusals < 8) { begin(); } else { stopped = true; say(answer.data.message || ""); }
  }
  function forget() { session = null; queue = []; players.forEach(function (player) { player.spans = []; player.open = null; }); }
  function lost() {
    offline = true;
    say(words.offline);
    clearTimeout(again);
    again = setTimeout(tell, 10000);
  }
  function found() {
    if (!offline) { return; }
    offline = false;
    sayShortly(words.back);
    if (!players.some(function (player) { return !player.video.paused; })) { refresh(); }
  }
  function pauseAll() { players.forEach(function (player) { player.video.pause(); }); }
  function calm() {
    return tell().then(function () { if (session && !offline) { refresh(); } });
  }
  function refresh() {
    fetch(root.dataset.state, { credentials: "same-origin" }).then(function (answer) {
      return answer.ok ? answer.text() : "";
    }).then(function (html) {
      if (!html) { return; }
      var fresh = new DOMParser().parseFromString(html, "text/html");
      fresh.querySelectorAll("[data-part]").forEach(function (part) {
        var old = root.querySelector('[data-part="' + part.dataset.part + '"]');
        if (!old || old.innerHTML === part.innerHTML) { return; }
        var focused = old.contains(document.activeElement);
        old.innerHTML = part.innerHTML;
        if (focused) { (old.querySelector(".lesson-action .button") || root.querySelector("#next")).focus(); }
      });
    }).catch(function () {});
  }

  /* ---- one recording */

  function setUp(figure) {
    var video = figure.querySelector("video, audio"), block = figure.dataset.medium;
    if (!video || !known[block]) { return; }
    var player = { block: block, video: video, open: null, spans: [] };
    players.push(player);
    video.addEventListener("loadedmetadata", function () {
      var at = known[block].at;
      if (at > BACK && at < known[block].len - BACK && video.currentTime < 1) { video.currentTime = (at - BACK) / 10; }
    });
    video.addEventListener("play", function () {
      players.forEach(function (other) { if (other !== player) { other.video.pause(); } });
      begin();
    });
    ["playing", "seeked", "timeupdate"].forEach(function (name) { video.addEventListener(name, function () { tick(player); }); });
    video.addEventListener("seeking", function () {
      close(player);
      var at = Math.round(video.currentTime * 10);
      if (!mayStand(player, at)) {
        video.currentTime = frontier(player) / 10;
        sayShortly(words.noJump);
      }
    });
    video.addEventListener("pause", function () { if (!video.seeking) { close(player); calm(); } });
    video.addEventListener("ended", function () {
      tick(player);
      if (player.open && known[block].len - player.open[1] <= 2 * NEAR) { player.open[1] = known[block].len; }
      close(player);
      calm();
    });
    video.addEventListener("ratechange", function () {
      if (video.playbackRate > FASTEST) { video.playbackRate = FASTEST; }
      if (player.speed) { player.speed.value = String(video.playbackRate); }
    });
    video.addEventListener("error", function () { say(words.failed); }, true);
    for (var at = 0; at < video.textTracks.length; at += 1) { if (at === 0) { video.textTracks[at].mode = "showing"; } }
    player.speed = speedOf(figure, video);
  }
  function speedOf(figure, video) {
    var label = document.createElement("label"), select = document.createElement("select");
    label.className = "medium__speed";
    label.textContent = words.speed + " ";
    [1, 1.25, 1.5, 2].forEach(function (rate) {
      var option = document.createElement("option");
      option.value = String(rate);
      option.textContent = rate === 1 ? words.normal : rate + " ×";
      select.appendChild(option);
    });
    select.addEventListener("change", function () { video.defaultPlaybackRate = video.playbackRate = Number(select.value); });
    label.appendChild(select);
    (figure.querySelector(".medium__foot") || figure).appendChild(label);
    return select;
  }

  /* ---- the page */

  root.querySelectorAll("[data-medium]").forEach(setUp);
  root.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("[data-play]");
    var player = link && players.filter(function (each) { return each.block === link.dataset.play; })[0];
    if (!player) { return; }
    event.preventDefault();
    var figure = player.video.closest("figure");
    figure.scrollIntoView({ block: "center" });
    player.video.focus();
    var playing = player.video.play();
    if (playing) { playing.catch(function () {}); }
  });
  here.querySelector("button").addEventListener("click", function () { stopped = false; refusals = 0; say(""); begin(); });
  setInterval(function () { if (session || players.some(function (each) { return each.open; })) { tell(); } }, EVERY);
  window.addEventListener("online", tell);
  function leave() {
    if (stopped) { return; }
    var body = report();
    if (body && navigator.sendBeacon) { navigator.sendBeacon(root.dataset.beat, new Blob([body], { type: "application/json" })); }
  }
  document.addEventListener("visibilitychange", function () { if (document.visibilityState === "hidden") { leave(); } });
  window.addEventListener("pagehide", leave);

  /* A text: begun when somebody stays or reads on; the part that is read is where it goes on next time. */
  var parts = root.querySelectorAll("[data-part-id]");
  if (!players.length && root.querySelector("[data-read]") && window.IntersectionObserver) {
    var reading = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) { if (entry.isIntersecting) { place = entry.target.dataset.partId; } });
    }, { rootMargin: "-20% 0px -70% 0px" });
    parts.forEach(function (part) { reading.observe(part); });
    setTimeout(begin, EVERY);
    window.addEventListener("scroll", begin, { once: true, passive: true });
  }
})();
