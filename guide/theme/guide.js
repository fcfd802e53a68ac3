// Loads the calculator's helper script where a chapter has calculators, and keeps their pictures for paper. Where the helper cannot be loaded,
// and on the page for printing, the pictures simply stay.
(() => {
  "use strict";

  const calculators = document.querySelectorAll(".flink-memory-calculator");
  if (calculators.length === 0 || location.pathname.endsWith("/print.html")) {
    return;
  }
  const script = document.createElement("script");
  script.src = "../flink-memory-calculator-embed.js";
  for (const calculator of calculators) {
    const paper = calculator.querySelector("figure").cloneNode(true);
    paper.classList.add("on-paper");
    script.addEventListener("load", () => calculator.after(paper));
  }
  document.head.append(script);
})();
