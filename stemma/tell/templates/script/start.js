// Starts every part; each works without the others, and the page reads without any of them.

function startPrint() {
  // On paper all articles are printed, and browsers that cannot open folded parts by style have them opened.
  let opened = [];
  let hidden = [];
  addEventListener("beforeprint", () => {
    hidden = listColumns().filter((column) => column.hidden);
    for (const column of hidden) column.hidden = false;
    if (CSS.supports("selector(::details-content)")) return;
    opened = [...document.querySelectorAll("details:not([open], .furniture, .omissions details)")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const column of hidden) column.hidden = true;
    for (const details of opened) details.open = false;
    opened = [];
  });
}

for (const start of [startTheme, startFindings, startCells, startColumns, startCards, startPrint, startRoute]) {
  try {
    start();
  } catch (error) {
    console.error(error);
  }
}
