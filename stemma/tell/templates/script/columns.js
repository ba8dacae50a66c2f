// Side by side: which articles are shown, what joins them, and keeping joined words at one height.

let chosen = [];

function listColumns() {
  return [...document.querySelectorAll("#columns > .column")];
}

// The two articles that have most to say to each other: most that differs, then most that is shared.
function choosePair() {
  // Where the findings stand on another page, that page's maker has chosen.
  const given = document.getElementById("columns").dataset.pair;
  if (given) return given.split(",");
  const scores = new Map();
  for (const { r, a } of rows) {
    const holders = [...a];
    const weight = r === "differ" ? 1000 : r === "compatible" || r === "update" ? 100 : 1;
    for (let i = 0; i < holders.length; i += 1) {
      for (let j = i + 1; j < holders.length; j += 1) {
        const key = `${holders[i]},${holders[j]}`;
        scores.set(key, (scores.get(key) || 0) + weight);
      }
    }
  }
  const best = [...scores].sort((one, other) => other[1] - one[1])[0];
  return best ? best[0].split(",") : listColumns().slice(0, 2).map((column) => column.dataset.a);
}

function joinWords(shown) {
  const holders = new Map();
  for (const column of shown) {
    for (const mark of column.querySelectorAll("mark[data-f]")) {
      if (!holders.has(mark.dataset.f)) holders.set(mark.dataset.f, new Set());
      holders.get(mark.dataset.f).add(column);
    }
  }
  let joined = 0;
  for (const set of holders.values()) if (set.size > 1) joined += 1;
  for (const column of shown) {
    for (const part of column.querySelectorAll("[data-f]")) {
      part.classList.toggle("joined", (holders.get(part.dataset.f) || new Set()).size > 1);
    }
  }
  return joined;
}

function showColumns(numbers, { keep = true } = {}) {
  const box = document.getElementById("columns");
  const columns = listColumns();
  const known = new Set(columns.map((column) => column.dataset.a));
  chosen = numbers.filter((number) => known.has(number));
  const every = chosen.length < 2;
  const beside = !every;
  const shown = every && chosen.length === 0 ? columns : columns.filter((column) => chosen.includes(column.dataset.a));
  for (const column of columns) {
    column.hidden = !shown.includes(column);
    if (beside && !column.hidden) {
      column.tabIndex = 0;
    } else {
      column.removeAttribute("tabindex");
    }
  }
  box.classList.toggle("beside", beside);
  box.style.setProperty("--shown", String(Math.min(shown.length, 4)));
  const joined = beside ? joinWords(shown) : 0;
  const words = beside ? `${shown.length} articles, joined by ${joined} findings` : `${shown.length} of ${columns.length} articles`;
  document.getElementById("joined").textContent = words;
  for (const field of document.querySelectorAll('#chooser [name="a"]')) field.checked = chosen.includes(field.value);
  if (keep) writeHash("side", new URLSearchParams({ a: chosen.join(",") || "all" }));
}

function lightUp(number) {
  for (const part of document.querySelectorAll("#columns .lit")) part.classList.remove("lit");
  if (!number) return;
  for (const part of document.querySelectorAll(`#columns > .column:not([hidden]) [data-f="${CSS.escape(number)}"]`)) {
    part.classList.add("lit");
  }
}

// Scrolls the other columns so that their words of this finding stand at the height of those pointed at.
function levelPartners(part) {
  const own = part.closest(".column");
  const height = part.getBoundingClientRect().top;
  for (const column of listColumns()) {
    if (column === own || column.hidden) continue;
    const partner = column.querySelector(`.text mark[data-f="${CSS.escape(part.dataset.f)}"]`);
    if (!partner) continue;
    openAround(partner);
    column.scrollTop += partner.getBoundingClientRect().top - height;
  }
}

function startColumns() {
  const box = document.getElementById("columns");
  const form = document.getElementById("chooser");
  if (!form) return;
  const pointed = (event) => event.target.closest("#columns [data-f]");
  if (listColumns().length < 2) return;
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", () => {
    showColumns([...form.querySelectorAll('[name="a"]:checked')].map((field) => field.value));
  });
  document.getElementById("choose-all").addEventListener("click", () => showColumns([]));
  box.addEventListener("pointerover", (event) => lightUp(pointed(event)?.dataset.f));
  box.addEventListener("pointerleave", () => lightUp(""));
  box.addEventListener("focusin", (event) => {
    const part = pointed(event);
    lightUp(part?.dataset.f);
    if (part && part.matches(":focus-visible") && box.classList.contains("beside")) levelPartners(part);
  });
  box.addEventListener("click", (event) => {
    const part = pointed(event);
    if (!part || part.localName === "a" || !box.classList.contains("beside")) return;
    lightUp(part.dataset.f);
    levelPartners(part);
  });
  routes.push((id, params) => {
    if (id === "side") {
      const given = params.get("a");
      if (given) showColumns(given === "all" ? [] : given.split(","), { keep: false });
      bringTo(document.getElementById("side"));
      return true;
    }
    const target = document.getElementById(id);
    const column = target && target.closest("#columns > .column");
    if (!column) return false;
    if (column.hidden) showColumns(chosen.length > 1 ? [column.dataset.a, chosen[0]] : [column.dataset.a], { keep: false });
    openAround(target);
    bringTo(target, target === column ? "start" : "center");
    return true;
  });
  showColumns(choosePair(), { keep: false });
}
