// What the helper of the frame and the custom element both do: from what an author writes to a link, and what the page around looks like.
// `cargo xtask` puts it before each of them; it is no file of its own.

const NAME = "flink-memory-calculator";

// Totals that somebody sets by hand: beside one of them the total that Flink ships is not meant.
const OTHER_TOTAL = /^(task|job)manager\.(memory\.(flink\.size|task\.heap\.size|heap\.size)|heap\.(size|mb))$/;

// The entries of a configuration: `key: value` pairs set apart by line ends, or by `;` where there is only one line. Lines may be those of a
// file: comments are left out, quotes around a value are taken off, and keys on indented lines continue the key above them. A line that is no
// pair is an entry without a value, so that it is not passed over in silence.
function entriesOf(config) {
  const parents = [];
  const entries = [];
  for (const line of config.trim().includes("\n") ? config.split(/\r?\n/) : config.split(";")) {
    const said = line.replace(/(^|\s)#.*$/, "").trimEnd();
    const [, indent, key, rest] = /^(\s*)([^\s:=#][^:=]*?)\s*(?::(?=\s|$)|[:=])(.*)$/.exec(said) ?? [];
    if (key === undefined) {
      if (said !== "" && said !== "---") entries.push([said.trim()]);
      continue;
    }
    while (parents.length > 0 && parents.at(-1).depth >= indent.length) parents.pop();
    const path = [...parents.map(({ key }) => key), key].join(".");
    const value = rest.trim().replace(/^(["'])(.*)\1$/, "$2");
    if (value === "") parents.push({ depth: indent.length, key });
    else entries.push([path, value]);
  }
  return entries;
}

// The fragment of a link to what an author asks for.
function fragmentOf({ link, release, process, config }) {
  if (link) return link.replace(/^[^#]*#/, "");
  if (!release && !process && !config) return "";
  const parts = [];
  if (release) parts.push(["release", release]);
  if (process) parts.push(["process", process]);
  const entries = entriesOf(config ?? "");
  for (const [, manager] of entries.map(([key]) => OTHER_TOTAL.exec(key)).filter(Boolean)) {
    const total = `${manager}manager.memory.process.size`;
    if (entries.every(([key]) => key !== total)) parts.push(["unset", total]);
  }
  // A name without a dot would be one of the calculator's own. What has no value is told by the calculator, as of any link.
  for (const [key, ...value] of entries) parts.push([key.includes(".") ? key : `.${key}`, ...value]);
  return `v1:${parts.map((part) => part.map(encodeURIComponent).join("=")).join("&")}`;
}

// Whether the page around an element is dark, told by its ink: whatever made it so, ink on a dark ground is bright.
function themeAround(element) {
  const [red, green, blue] = (getComputedStyle(element).color.match(/[\d.]+/g) ?? []).map(Number);
  return 0.299 * red + 0.587 * green + 0.114 * blue > 127 ? "dark" : "light";
}

// Calls back whenever the page around may have become light or dark.
function watchTheme(changed) {
  const soon = () => setTimeout(changed);
  const watching = new MutationObserver(soon);
  for (const element of [document.documentElement, document.body].filter(Boolean)) {
    watching.observe(element, { attributes: true, attributeFilter: ["class", "style", "data-theme", "data-color-scheme"] });
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", soon);
}

// `pool=bytes pool=bytes` as an object of whole numbers; nothing where Flink refuses.
function sizesOf(text) {
  return Object.fromEntries(text.split(" ").filter(Boolean).map((size) => size.split("=")).map(([pool, bytes]) => [pool, BigInt(bytes)]));
}
