// The calculator in a frame of somebody else's page: what it tells that page, and what it lets itself be told. Nothing else goes in or out.

// The page around, as far as it is known: by who it says sent the reader here, or by the first message that comes from it.
let host = (() => {
  try {
    return new URL(document.referrer).origin;
  } catch {
    return undefined;
  }
})();

// What everybody may know is told to a page that nobody knows, too.
function tell(message, isSecret) {
  if (parent === window || (isSecret && host === undefined)) return;
  parent.postMessage({ source: NAME, ...message }, host ?? "*");
}

function show(theme) {
  if (["light", "dark", "system"].includes(theme)) document.documentElement.dataset.theme = theme;
}

/** Draws the calculator that the address asks for, and goes on listening. */
export function embed(app, mount, language) {
  const query = new URLSearchParams(location.search);
  const report = (link, sizes, refusal) => tell({ type: "change", link, sizes: sizesOf(sizes), refusal }, true);
  show(query.get("theme"));
  const address = new URL("./index.html", location.href).href;
  const calculator = mount(app, query.get("view") ?? "", query.get("controls") ?? "", language, location.hash.slice(1), address, report);
  new ResizeObserver(() => tell({ type: "size", height: Math.ceil(app.getBoundingClientRect().height) }, false)).observe(app);
  app.dataset.started = "";
  addEventListener("hashchange", () => calculator.open(location.hash.slice(1)));
  addEventListener("message", ({ source, origin, data }) => {
    if (source !== parent || source === window || data?.target !== NAME) return;
    host ??= origin;
    if (origin !== host) return;
    if (data.type === "open" && typeof data.link === "string") calculator.open(data.link.replace(/^[^#]*#/, ""));
    if (data.type === "theme") show(data.theme);
  });
}
