// The findings: filters, order, and how many are shown. All of it is in the address, so that a view can be shared.

const FACETS = { source: "s", person: "w", place: "p" };
const ORDERS = {
  spread: (a, b) => b.n - a.n || b.o - a.o || a.place - b.place,
  origins: (a, b) => b.o - a.o || b.n - a.n || a.place - b.place,
  date: (a, b) => (a.d || "9999").localeCompare(b.d || "9999") || a.place - b.place,
  story: (a, b) => a.t - b.t,
};

let rows = [];
let groups = [];
let inOrder = "";

function readRows() {
  const set = (words) => new Set(words ? words.split(" ") : []);
  rows = [...document.querySelectorAll("#matrix > .finding")].map((element, place) => {
    const { r, k, d, o, n, t, a, s, w, p } = element.dataset;
    return { element, place, r, k, d, o: +o, n: +n, t: +t, a: set(a), s: set(s), w: set(w), p: set(p), text: null };
  });
  groups = [...document.querySelectorAll("#matrix > .group")].map((element) => {
    const count = element.querySelector(".n");
    return { element, count, total: +count.textContent };
  });
}

function readText(row) {
  if (row.text === null) row.text = row.element.textContent.toLowerCase();
  return row.text;
}

function readFilters() {
  const form = document.getElementById("filters");
  const value = (name) => (form.elements[name] ? form.elements[name].value : "");
  const pressed = [...form.querySelectorAll('[data-r][aria-pressed="true"]')].map((button) => button.dataset.r);
  const filters = { r: pressed.join(",") };
  for (const name of ["kind", "source", "person", "place", "article", "q", "sort"]) filters[name] = value(name).trim();
  return filters;
}

function fits(row, filters, wanted) {
  if (wanted.relations.size && !wanted.relations.has(row.r)) return false;
  if (filters.kind && row.k !== filters.kind) return false;
  for (const [key, option] of wanted.facets) if (!row[key].has(option)) return false;
  if (wanted.article && !row.a.has(wanted.article)) return false;
  if (wanted.lacks && (row.n < 2 || row.a.has(wanted.lacks))) return false;
  return wanted.words.every((word) => readText(row).includes(word));
}

function sortRows(order) {
  if (order === inOrder) return;
  inOrder = order;
  const table = document.getElementById("matrix");
  const ordered = ORDERS[order] ? [...rows].sort(ORDERS[order]).map((row) => row.element) : null;
  const told = () => [...groups.map((group) => [group.element, group.first]), ...rows.map((row) => [row.element, row.place])];
  const elements = ordered || told().sort((a, b) => a[1] - b[1]).map((pair) => pair[0]);
  const sheet = document.createDocumentFragment();
  sheet.append(...elements);
  table.append(sheet);
}

function applyFilters({ keep = true } = {}) {
  const form = document.getElementById("filters");
  const filters = readFilters();
  const article = filters.article;
  const wanted = {
    relations: new Set(filters.r ? filters.r.split(",") : []),
    words: filters.q.toLowerCase().split(/\s+/).filter(Boolean),
    article: article && article[0] !== "-" ? article : "",
    lacks: article[0] === "-" ? article.slice(1) : "",
    facets: Object.entries(FACETS)
      .filter(([name]) => filters[name])
      .map(([name, key]) => [key, form.elements[name].selectedOptions[0].dataset.n]),
  };
  sortRows(filters.sort);
  let shown = 0;
  const inGroup = new Map();
  for (const row of rows) {
    const fit = fits(row, filters, wanted);
    if (row.element.hidden === fit) row.element.hidden = !fit;
    if (!fit) continue;
    shown += 1;
    inGroup.set(row.group, (inGroup.get(row.group) || 0) + 1);
  }
  for (const group of groups) {
    const count = inGroup.get(group) || 0;
    group.element.hidden = !count || Boolean(filters.sort);
    group.count.textContent = count === group.total ? count : `${count} of ${group.total}`;
  }
  const all = shown === rows.length;
  document.getElementById("shown").textContent = all ? `${shown} findings` : `${shown} of ${rows.length} findings`;
  document.getElementById("nothing").hidden = shown > 0;
  const params = new URLSearchParams(Object.entries(filters).filter(([, value]) => value));
  document.getElementById("filter-reset").hidden = !params.size && !params.toString();
  if (keep) writeHash("findings", params);
}

function setFilters(params) {
  const form = document.getElementById("filters");
  const relations = new Set((params.get("r") || "").split(","));
  for (const button of form.querySelectorAll("[data-r]")) {
    button.setAttribute("aria-pressed", String(relations.has(button.dataset.r)));
  }
  for (const field of form.elements) {
    if (!field.name) continue;
    field.value = params.get(field.name) || "";
    if (field.localName === "select" && field.selectedIndex < 0) field.value = "";
  }
  applyFilters({ keep: false });
}

function revealFinding(element) {
  if (element.hidden) setFilters(new URLSearchParams());
}

function startFindings() {
  const form = document.getElementById("filters");
  if (!form) return;
  readRows();
  let group = null;
  let place = 0;
  for (const element of document.querySelectorAll("#matrix > tbody")) {
    const found = groups.find((one) => one.element === element);
    if (found) {
      group = found;
      group.first = place - 0.5;
    } else {
      rows[place].group = group;
      place += 1;
    }
  }
  form.hidden = false;
  document.getElementById("refine").open = matchMedia("(min-width: 46rem)").matches;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => applyFilters());
  form.addEventListener("click", (event) => {
    const chip = event.target.closest("[data-r]");
    if (!chip) return;
    chip.setAttribute("aria-pressed", String(chip.getAttribute("aria-pressed") !== "true"));
    applyFilters();
  });
  document.getElementById("filter-reset").addEventListener("click", () => {
    setFilters(new URLSearchParams());
    writeHash("findings", new URLSearchParams());
  });
  document.getElementById("filter-link").addEventListener("click", () => {
    const params = new URLSearchParams(Object.entries(readFilters()).filter(([, value]) => value));
    copyLink(params.toString() ? `#findings?${params}` : "#findings");
  });
  document.getElementById("open-all").addEventListener("click", (event) => {
    const shown = rows.filter((row) => !row.element.hidden).map((row) => row.element.querySelector("details"));
    const open = shown.some((details) => !details.open);
    for (const details of shown) details.open = open;
    event.target.textContent = open ? "Close the words of all shown" : "Open the words of all shown";
  });
  routes.push((id, params) => {
    const lacks = /^lacks-(\d+)$/.exec(id);
    if (id !== "findings" && !lacks) return false;
    if (lacks) {
      const given = new URLSearchParams({ article: `-${lacks[1]}` });
      setFilters(given);
      writeHash("findings", given);
    } else {
      setFilters(params);
    }
    bringTo(document.getElementById("findings"));
    return true;
  });
}
