// Shows the page in the theme that was chosen on an earlier visit, before anything is drawn.

try {
  document.documentElement.dataset.theme = localStorage.getItem("theme") ?? "system";
} catch {
  // A browser that keeps nothing has no theme to show.
}
