// On a narrow screen the ways around run on sideways: the one that is shown is brought into sight.
for (const current of document.querySelectorAll("nav [aria-current]")) {
  const row = current.closest("ul");
  const beyond = current.getBoundingClientRect().right - row.getBoundingClientRect().right;
  if (beyond > 0) row.scrollLeft += beyond + row.clientWidth / 4;
}
