// Before the page is drawn: the colours that the reader chose last, so that nothing flashes.
try {
  const kept = localStorage.getItem("stemma-theme");
  if (kept === "dark" || kept === "light") document.documentElement.dataset.theme = kept;
} catch {
  // Without storage the system's colours hold.
}
