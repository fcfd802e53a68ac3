// What mdBook does not do: it loads the calculator's helper script where a chapter has calculators, and keeps their pictures for paper; it leads
// to the same place in the other languages; it lets keys reach what they did not; and it finds words in Chinese.
(() => {
  "use strict";

  // Where the helper cannot be loaded, and on the page for printing, the pictures simply stay.
  const bringCalculators = () => {
    const calculators = document.querySelectorAll(".flink-memory-calculator");
    if (calculators.length === 0 || location.pathname.endsWith("/print.html")) return;
    const script = document.createElement("script");
    script.src = new URL("flink-memory-calculator-embed.js", new URL(calculators[0].dataset.src, location));
    for (const calculator of calculators) {
      const paper = calculator.querySelector("figure").cloneNode(true);
      paper.classList.add("on-paper");
      script.addEventListener("load", () => calculator.after(paper));
    }
    document.head.append(script);
  };

  // Headings have the same ids in every language.
  const keepThePlace = () => {
    for (const link of document.querySelectorAll(".other-language")) {
      link.addEventListener("click", () => (link.hash = location.hash));
    }
  };

  // What opens the list of chapters is a label, which no key reaches.
  const reachTheList = () => {
    const label = document.getElementById("mdbook-sidebar-toggle");
    const button = document.createElement("button");
    button.type = "button";
    for (const { name, value } of label.attributes) if (name !== "for") button.setAttribute(name, value);
    button.append(...label.childNodes);
    button.addEventListener("click", () => document.getElementById(label.htmlFor).click());
    label.replaceWith(button);
  };

  // What scrolls sideways scrolls by keys, too. Elsewhere the arrows are mdBook's, which turns the page.
  const reachWhatScrolls = () => {
    const wide = document.querySelectorAll(".table-wrapper, pre > code");
    for (const one of wide) one.addEventListener("keydown", (event) => event.key.startsWith("Arrow") && event.stopPropagation());
    const look = () => wide.forEach((one) => (one.tabIndex = one.scrollWidth > one.clientWidth ? 0 : -1));
    addEventListener("load", look);
    addEventListener("resize", look);
  };

  // How much of a section is shown around what was found in it. Unit: characters.
  const AROUND = 60;

  // mdBook's index has the words between blanks, and Chinese has no blanks between words. What holds Chinese is looked for as it is typed,
  // in the texts that come with the index.
  const findChinese = () => {
    const byWords = elasticlunr.Index.prototype.search;
    const has = (text, term) => text.toLowerCase().split(term).length - 1;
    const found = (doc, terms) => {
      const score = terms.map((term) => 20 * has(doc.title, term) + 5 * has(doc.breadcrumbs, term) + has(doc.body, term));
      const first = Math.min(...terms.map((term) => doc.body.toLowerCase().indexOf(term)).filter((place) => place >= 0), doc.body.length);
      const start = first < doc.body.length ? Math.max(0, first - AROUND) : 0;
      const body = (start > 0 ? "…" : "") + doc.body.slice(start, start + 3 * AROUND) + "…";
      return { ref: doc.id, doc: { ...doc, body }, score: score.includes(0) ? 0 : score.reduce((sum, one) => sum + one) };
    };
    elasticlunr.Index.prototype.search = function (asked, options) {
      if (!/\p{Script=Han}/u.test(asked)) return byWords.call(this, asked, options);
      const terms = asked.toLowerCase().split(/\s+/).filter(Boolean);
      const all = Object.values(this.documentStore.docs).map((doc) => found(doc, terms));
      return all.filter(({ score }) => score > 0).sort((one, other) => other.score - one.score);
    };
  };

  bringCalculators();
  keepThePlace();
  reachTheList();
  reachWhatScrolls();
  if (window.elasticlunr !== undefined) findChinese();
})();
