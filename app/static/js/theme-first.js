// Runs before anything is drawn, so that a chosen light or dark page does not flash in the other.
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be refused; the device then decides.
}
