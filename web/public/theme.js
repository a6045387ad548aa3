// Runs before the first paint, so that a light theme never flashes dark. Kept in a file of its own
// because the page's content security policy allows no inline scripts.
(function () {
  var theme;
  try {
    theme = JSON.parse(localStorage.getItem("guildhall.preferences") || "{}").theme;
  } catch {
    theme = null;
  }
  if (theme !== "dark" && theme !== "light") theme = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
  document.documentElement.dataset.theme = theme;
})();
