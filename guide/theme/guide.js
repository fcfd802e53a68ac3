// Loads the calculator's helper script for the elements of a chapter, and keeps their theme that of the book. On the page for printing the
// pictures stay.
(() => {
  "use strict";

  const DARK = ["coal", "navy", "ayu"];
  const calculators = [...document.querySelectorAll(".flink-memory-calculator")];
  if (calculators.length === 0 || location.pathname.endsWith("/print.html")) {
    return;
  }

  const theme = () => (DARK.some((name) => document.documentElement.classList.contains(name)) ? "dark" : "light");

  const tell = () => {
    for (const frame of document.querySelectorAll("iframe.flink-memory-calculator, .flink-memory-calculator iframe")) {
      frame.contentWindow?.postMessage({ target: "flink-memory-calculator", type: "theme", theme: theme() }, "*");
    }
  };

  for (const calculator of calculators) {
    calculator.dataset.theme = theme();
  }
  new MutationObserver(tell).observe(document.documentElement, { attributeFilter: ["class"] });

  const script = document.createElement("script");
  script.src = "../flink-memory-calculator-embed.js";
  document.head.append(script);
})();
