// The marks of the matrix: one opens the words of its article in place; arrow keys move from mark to mark.

function showOnly(finding, article) {
  const passages = [...finding.querySelectorAll(".passages > li")];
  for (const passage of passages) passage.hidden = Boolean(article) && passage.dataset.a !== article;
  for (const version of finding.querySelectorAll(".version")) {
    version.hidden = !version.querySelector(".passages > li:not([hidden])");
  }
  for (const cell of finding.querySelectorAll(".row a[aria-current]")) cell.removeAttribute("aria-current");
  const rest = finding.querySelector(".show-rest");
  if (rest) rest.hidden = !passages.some((passage) => passage.hidden);
}

function dressPanel(finding) {
  const foot = finding.querySelector(".foot");
  if (!foot || foot.querySelector("button")) return;
  const press = (words, name) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = `plain ${name}`;
    button.textContent = words;
    foot.append(button);
    return button;
  };
  press("The words of all its articles", "show-rest").hidden = true;
  press("Copy the link to this finding", "copy-link");
}

function openFinding(finding, claim) {
  const details = finding.querySelector("details");
  dressPanel(finding);
  details.open = true;
  if (!claim) return null;
  const passage = claim.closest(".passages > li");
  for (const other of finding.querySelectorAll(".picked")) other.classList.remove("picked");
  if (passage) passage.classList.add("picked");
  return passage;
}

function pressCell(cell) {
  const finding = cell.closest(".finding");
  const claim = document.getElementById(cell.hash.slice(1));
  if (!finding || !claim) return;
  if (cell.hasAttribute("aria-current")) {
    finding.querySelector("details").open = false;
    return;
  }
  const passage = openFinding(finding, claim);
  if (!passage) return;
  showOnly(finding, passage.dataset.a);
  cell.setAttribute("aria-current", "true");
  passage.classList.remove("picked");
  passage.tabIndex = -1;
  passage.focus({ preventScroll: true });
  passage.scrollIntoView({ block: "nearest" });
}

function moveFocus(event) {
  const at = event.target.closest(".row td a, .finding summary");
  const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 1, ArrowUp: -1 };
  if (!at || !(event.key in steps) || event.altKey || event.ctrlKey || event.metaKey) return;
  const finding = at.closest(".finding");
  const cells = [...finding.querySelectorAll(".row td a")];
  const place = cells.indexOf(at);
  let to = null;
  if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
    const rtl = document.documentElement.dir === "rtl" ? -1 : 1;
    const next = place + steps[event.key] * rtl;
    to = next < 0 ? finding.querySelector("summary") : cells[Math.min(next, cells.length - 1)];
  } else {
    let other = finding;
    do {
      other = steps[event.key] > 0 ? other.nextElementSibling : other.previousElementSibling;
    } while (other && (other.hidden || !other.classList.contains("finding")));
    if (!other) return;
    const column = place < 0 ? -1 : at.parentElement.cellIndex;
    to = [...other.querySelectorAll(".row td a")].find((cell) => cell.parentElement.cellIndex >= column);
    if (place < 0 || !to) to = other.querySelector("summary");
  }
  if (!to) return;
  event.preventDefault();
  to.focus();
}

function startCells() {
  const table = document.getElementById("matrix");
  if (!table) return;
  // One stop of the Tab key a finding; the marks are reached by arrow keys.
  for (const cell of table.querySelectorAll(".row td a")) cell.tabIndex = -1;
  table.addEventListener("click", (event) => {
    const cell = event.target.closest(".row td a");
    const finding = event.target.closest(".finding");
    if (!finding || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (cell) {
      event.preventDefault();
      pressCell(cell);
    } else if (event.target.closest(".copy-link")) {
      copyLink(`#${finding.id}`).then((done) => done && (event.target.textContent = "Link copied"));
    } else if (event.target.closest(".show-rest")) {
      showOnly(finding, "");
    } else if (event.target.closest(".row th") && !event.target.closest("a")) {
      const details = finding.querySelector("details");
      details.open = !details.open;
    }
  });
  table.addEventListener(
    "toggle",
    (event) => {
      const finding = event.target.closest(".finding");
      if (!finding) return;
      if (event.target.open) dressPanel(finding);
      else showOnly(finding, "");
    },
    true,
  );
  table.addEventListener("keydown", (event) => {
    moveFocus(event);
    if (event.key !== "Escape") return;
    const finding = event.target.closest(".finding");
    const details = finding && finding.querySelector("details[open]");
    if (!details) return;
    const back = finding.querySelector(".row a[aria-current]") || finding.querySelector("summary");
    details.open = false;
    back.focus();
  });
  routes.push((id) => {
    const target = document.getElementById(id);
    const finding = target && target.closest("#matrix > .finding");
    if (!finding) return false;
    revealFinding(finding);
    const passage = openFinding(finding, target === finding ? null : target);
    showOnly(finding, "");
    bringTo(passage || finding, passage ? "center" : "start");
    return true;
  });
}
