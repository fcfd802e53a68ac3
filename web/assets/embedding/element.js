// The custom element <flink-memory-calculator>. The module and the sheet are loaded when the first one comes near what is seen, and shared
// by all of them.

/* FILES */

async function asset(name) {
  const response = await fetch(FILES[name]);
  if (!response.ok) throw new Error(`the server answered ${response.status} for ${FILES[name]}`);
  return response;
}

let loading;

function load() {
  loading ??= (async () => {
    const [{ default: init, comesLater, mount, speak }, module, sheet] = await Promise.all([
      import("./app-module.js"),
      asset("app-wasm"),
      new CSSStyleSheet().replace(SHEET),
    ]);
    const exports = await init({ module_or_path: module });
    const parts = { "": exports };
    comesLater(async (name) => {
      const part = await asset(`${name}-wasm`);
      parts[name] = (await WebAssembly.instantiate(await part.arrayBuffer(), parts)).instance.exports;
    });
    return { mount, speak, sheet };
  })();
  // What could not be loaded is asked for again by the next element.
  loading.catch(() => (loading = undefined));
  return loading;
}

const texts = async (language) => (await asset(`words-${language}`)).text();

// The language of an element: its own or that of the page around, or what the browser prefers, or the first that there is.
function languageOf(element) {
  const known = Object.keys(FILES).filter((name) => name.startsWith("words-")).map((name) => name.replace("words-", ""));
  const wishes = [element.closest("[lang]")?.lang, ...navigator.languages];
  return wishes.map((wish) => known.find((id) => id === wish?.toLowerCase().split("-")[0])).find(Boolean) ?? known[0];
}

// On a server there are no elements; there the module can be imported all the same.
const Base = globalThis.HTMLElement ?? class {};

const ASKED = ["link", "release", "process", "config"];
const MADE = ["view", "controls", "lang"];

/** A calculator in a page of somebody else's. */
export class FlinkMemoryCalculator extends Base {
  static observedAttributes = [...ASKED, ...MADE, "theme"];

  #calculator;
  #root;
  #near;
  #sizes = {};
  #refusal = "";
  #reported;
  #isReflecting = false;

  connectedCallback() {
    if (this.#calculator !== undefined || this.#near !== undefined) return;
    this.#near = new IntersectionObserver((seen) => seen.some(({ isIntersecting }) => isIntersecting) && this.#draw(), { rootMargin: "400px" });
    this.#near.observe(this);
  }

  disconnectedCallback() {
    // An element that is only moved comes back in the same task.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#near?.disconnect();
      this.#near = undefined;
      this.#takeAway();
    });
  }

  attributeChangedCallback(name, before, after) {
    if (before === after || this.#isReflecting) return;
    if (name === "theme") return this.#show();
    if (this.#calculator === undefined) return;
    if (MADE.includes(name)) {
      this.#takeAway();
      this.#draw();
    } else {
      this.#calculator.open(this.#asked(name === "link"));
    }
  }

  /** Light, dark, as the system says, or, without a word, as the page around. */
  #show() {
    if (this.#root === undefined) return;
    const { theme } = this;
    this.#root.dataset.theme = ["light", "dark", "system"].includes(theme) ? theme : themeAround(this);
  }

  #asked(isLink) {
    const { link, release, process, config } = Object.fromEntries(ASKED.map((name) => [name, this.getAttribute(name)]));
    return isLink ? fragmentOf({ link }) : fragmentOf({ release, process, config });
  }

  async #draw() {
    this.#near?.disconnect();
    let loaded;
    const language = languageOf(this);
    try {
      loaded = await load();
      loaded.speak(language, await texts(language), texts);
    } catch (error) {
      console.error(error);
      this.dispatchEvent(new CustomEvent("error", { detail: { message: `${error?.message ?? error}` } }));
      return;
    }
    if (!this.isConnected || this.#calculator !== undefined) return;
    const tree = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    tree.adoptedStyleSheets = [loaded.sheet];
    const frame = document.createElement("div");
    frame.className = "frame";
    this.#root = document.createElement("div");
    this.#root.className = "root";
    frame.append(this.#root);
    this.#show();
    themed.add(this);
    const fragment = this.#reported ?? this.#asked(this.hasAttribute("link"));
    const report = (link, sizes, refusal) => this.#changed(link, sizesOf(sizes), refusal);
    this.#calculator = loaded.mount(this.#root, this.view, this.controls, language, fragment, this.getAttribute("page") ?? "", report);
    tree.replaceChildren(frame);
  }

  #takeAway() {
    this.#calculator?.unmount();
    this.#calculator = undefined;
    themed.delete(this);
  }

  #changed(link, sizes, refusal) {
    const isFirst = this.#reported === undefined;
    [this.#reported, this.#sizes, this.#refusal] = [link, sizes, refusal];
    this.#reflect(link);
    this.dispatchEvent(new CustomEvent(isFirst ? "ready" : "change", { bubbles: true, composed: true, detail: { link, sizes, refusal } }));
  }

  // What was changed inside is to be read from the attributes that ask for it.
  #reflect(link) {
    const told = new URLSearchParams(link.replace(/^v1:/, ""));
    const config = [...told].filter(([key]) => key.includes(".") && !key.startsWith("env.")).map(([key, value]) => `${key.replace(/^\.|:$/g, "")}: ${value}`);
    const now = { release: told.get("release"), process: told.get("process"), config: config.join("; ") };
    this.#isReflecting = true;
    if (this.hasAttribute("link")) this.setAttribute("link", link);
    for (const [name, value] of Object.entries(now)) {
      if (value) this.setAttribute(name, value);
      else if (name === "config" && this.hasAttribute(name)) this.removeAttribute(name);
      else if (name === "process" && this.hasAttribute(name)) this.setAttribute(name, "taskmanager");
    }
    this.#isReflecting = false;
  }

  /** The link to what is set and looked at: what stands behind the `#`. */
  get link() {
    return this.#calculator?.link() ?? this.#reported ?? this.#asked(this.hasAttribute("link"));
  }

  set link(link) {
    if (this.#calculator === undefined) this.setAttribute("link", link);
    else this.#calculator.open(fragmentOf({ link }));
  }

  /** The sizes of all pools in bytes, by their names; empty before the first drawing and where Flink refuses. */
  get sizes() {
    return this.#sizes;
  }

  /** Why Flink refuses; nothing where it does not. */
  get refusal() {
    return this.#refusal;
  }
}

// The other properties are their attributes.
for (const name of ["release", "process", "config", "view", "controls", "theme", "page"]) {
  Object.defineProperty(FlinkMemoryCalculator.prototype, name, {
    configurable: true,
    enumerable: true,
    get() {
      return this.getAttribute(name) ?? "";
    },
    set(value) {
      if (value === null || value === undefined) this.removeAttribute(name);
      else this.setAttribute(name, value);
    },
  });
}

// Elements that may have to follow the page around.
const themed = new Set();

if (globalThis.customElements !== undefined) {
  // Before the class is told to the browser, which draws the elements that are there at once.
  watchTheme(() => themed.forEach((element) => element.attributeChangedCallback("theme", undefined, element.theme)));
  if (customElements.get(NAME) === undefined) customElements.define(NAME, FlinkMemoryCalculator);
}
