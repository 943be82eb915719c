
(function () {
  "use strict";
  var name = "ybzj:" + document.documentElement.getAttribute("data-key");
  var rows = Array.prototype.slice.call(document.querySelectorAll(".finding"));
  var done = {};
  try {
    JSON.parse(localStorage.getItem(name) || "[]").forEach(function (key) { done[key] = true; });
  } catch (error) { done = {}; } // no memory here: what is ticked off lasts as long as the page

  var every = {};
  rows.forEach(function (row) { every[row.getAttribute("data-key")] = true; });
  var total = Object.keys(every).length;
  var bar = document.querySelector(".progress progress");
  var told = document.querySelector(".progress output");

  function show() {
    rows.forEach(function (row) {
      var ticked = done[row.getAttribute("data-key")] === true;
      row.classList.toggle("done", ticked);
      row.querySelector("input").checked = ticked;
    });
    var count = Object.keys(done).filter(function (key) { return every[key]; }).length;
    bar.max = total || 1;
    bar.value = count;
    told.textContent = told.getAttribute("data-text").replace("{}", count).replace("{}", total);
  }

  document.addEventListener("change", function (event) {
    var row = event.target.closest ? event.target.closest(".finding") : null;
    if (!row) { return; }
    var key = row.getAttribute("data-key");
    if (event.target.checked) { done[key] = true; } else { delete done[key]; }
    try { localStorage.setItem(name, JSON.stringify(Object.keys(done))); } catch (error) { return show(); }
    show();
  });

  var find = document.getElementById("find");
  find.addEventListener("input", function () {
    var wanted = find.value.trim().toLowerCase();
    document.querySelectorAll(".documents .card, .by-rule .card, .periods .card, .cases .card").forEach(function (card) {
      card.classList.toggle("lost", wanted !== "" && card.textContent.toLowerCase().indexOf(wanted) < 0);
    });
  });

  document.querySelectorAll(".scripted").forEach(function (part) {
    part.hidden = total === 0 && !part.classList.contains("find");
  });
  show();
})();
