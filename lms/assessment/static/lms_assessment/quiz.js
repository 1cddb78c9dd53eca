/* Answering questions: each tap is kept at once, a lost connection is tried again, and when time is up the paper goes in.
   Everything works without it: the buttons of the form save too. Chrome 87, Safari 14. */
(function () {
  "use strict";
  var form = document.querySelector("form[data-quiz]");
  if (!form || !window.fetch || !window.FormData) { return; }
  var told = form.querySelector("[data-status]");
  var changed = 0, kept = 0, busy = false, waiting = null, leaving = false;

  function tell(text, failed) {
    told.textContent = text;
    told.classList.toggle("quiz__status--error", Boolean(failed));
  }

  function again(delay) {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(keep, delay);
  }

  function keep() {
    if (busy || leaving || kept === changed) { return; }
    var sent = changed;
    busy = true;
    fetch(form.dataset.save, { method: "POST", body: new FormData(form), credentials: "same-origin", keepalive: true })
      .then(function (answer) {
        if (answer.status === 409) { return answer.json().then(function (said) { leaving = true; window.location.assign(said.closed); }); }
        if (answer.redirected) { leaving = true; window.location.reload(); return null; }
        if (!answer.ok) { throw new Error(String(answer.status)); }
        kept = sent;
        tell(form.dataset.saved);
        return null;
      })
      .catch(function () { tell(form.dataset.failed, true); again(4000); })
      .then(function () { busy = false; if (kept !== changed && !told.classList.contains("quiz__status--error")) { again(300); } });
  }

  form.addEventListener("change", function () { changed += 1; again(0); });
  form.addEventListener("input", function (event) { if (event.target.type === "text") { changed += 1; again(800); } });
  window.addEventListener("online", function () { again(0); });
  form.addEventListener("submit", function () { leaving = true; });
  window.addEventListener("pageshow", function (event) { if (event.persisted) { window.location.reload(); } });
  window.addEventListener("beforeunload", function (event) {
    if (!leaving && kept !== changed) { event.preventDefault(); event.returnValue = ""; }
  });

  var clock = document.querySelector("[data-deadline]");
  if (!clock) { return; }
  var end = new Date(clock.dataset.deadline).getTime();
  /* The clock of a phone may be wrong: what counts is the server's, whose time stands in the page. */
  var ahead = Date.now() - new Date(clock.dataset.now || Date.now()).getTime();

  function handIn() {
    leaving = true;
    var body = new FormData(form);
    body.delete("go");
    fetch(form.dataset.submit, { method: "POST", body: body, credentials: "same-origin" })
      .then(function () { window.location.reload(); }, function () { leaving = false; window.setTimeout(handIn, 4000); });
  }

  function tick() {
    var left = end - (Date.now() - ahead);
    if (left <= 0) { handIn(); return; }
    var minutes = Math.ceil(left / 60000);
    var text = left < 60000 ? clock.dataset.last : clock.dataset.minutes.replace("%s", String(minutes));
    if (clock.textContent !== text) { clock.textContent = text; clock.hidden = false; }
    window.setTimeout(tick, Math.min(left, 5000));
  }
  tick();
})();
