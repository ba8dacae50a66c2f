// Cards: the words behind a number in the summary, shown beside it; without popovers the number is a plain link.

function fillCard(card, finding) {
  const what = document.createElement("p");
  what.className = "what";
  what.dir = "auto";
  what.textContent = finding.querySelector(".statement").textContent;
  const facts = document.createElement("p");
  facts.className = "facts";
  facts.textContent = [...finding.querySelector("summary").children].map((part) => part.textContent).join(" · ");
  const list = document.createElement("ul");
  list.className = "passages";
  for (const passage of finding.querySelectorAll(".passages > li")) {
    const copy = passage.cloneNode(true);
    copy.hidden = false;
    copy.classList.remove("picked");
    for (const part of copy.querySelectorAll("[id]")) part.removeAttribute("id");
    list.append(copy);
  }
  const link = document.createElement("a");
  link.href = `#${finding.id}`;
  link.textContent = "The whole finding";
  link.addEventListener("click", () => card.hidePopover());
  card.replaceChildren(what, facts, list, link);
}

function startCards() {
  if (!("popover" in HTMLElement.prototype)) return;
  const card = document.createElement("div");
  card.className = "card";
  card.id = "card";
  card.popover = "auto";
  card.setAttribute("role", "dialog");
  card.setAttribute("aria-label", "The words behind this sentence");
  document.body.append(card);
  let opener = null;
  document.addEventListener("click", (event) => {
    const cite = event.target.closest(".cite");
    if (!cite || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const finding = document.getElementById(cite.hash.slice(1));
    if (!finding) return;
    event.preventDefault();
    opener = cite;
    fillCard(card, finding);
    card.showPopover();
    const at = cite.getBoundingClientRect();
    const left = Math.max(16, Math.min(at.left, document.documentElement.clientWidth - card.offsetWidth - 16));
    card.style.left = `${left + scrollX}px`;
    card.style.top = `${at.bottom + scrollY + 6}px`;
    card.querySelector("a").focus({ preventScroll: true });
  });
  card.addEventListener("toggle", (event) => {
    if (event.newState === "closed" && card.contains(document.activeElement) && opener) opener.focus();
  });
}
