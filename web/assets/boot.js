// Starts the page: loads the WebAssembly module that the head names, and says in the page what went wrong if it cannot.
// It is a file of its own because the page's Content-Security-Policy allows no inline script.

// Where a file of the page is and its checksum: `<meta name="asset" data-name="NAME" content="./FILE" data-integrity="sha384-...">`.
function named(name) {
  const asset = document.querySelector(`meta[name="asset"][data-name="${name}"]`);
  if (asset === null) throw new Error(`the page names no ${name}`);
  return { address: new URL(asset.content, document.baseURI).href, integrity: asset.dataset.integrity ?? "" };
}

// Gives a file of the page as a Response. Every file that a script reads comes through here; one page in a single file has its own function.
async function asset(name) {
  const { address, integrity } = named(name);
  // The same mode and credentials as a preload in the head, so that the browser fetches the file once.
  const response = await fetch(address, { credentials: "same-origin", integrity });
  if (!response.ok) throw new Error(`the server answered ${response.status} for ${address}`);
  return response;
}

// Gives what a script of the page exports. The browser checks it against the checksum in its modulepreload link.
const script = (name) => import(named(name).address);

// Gives the texts of a language: one to a line, in the order of web/src/text/list.rs.
const texts = async (language) => (await asset(`words-${language}`)).text();

// The language of the page: what its link asks for or its address, what was chosen here before, what the browser prefers, or the first.
function language() {
  const known = [...document.querySelectorAll('meta[name="asset"][data-name^="words-"]')].map(({ dataset }) => dataset.name.replace("words-", ""));
  let chosen;
  try {
    chosen = localStorage.getItem("language");
  } catch {
    // A browser that keeps nothing has nothing to tell.
  }
  const wishes = [/[#:&]lang=(\w+)/.exec(location.hash)?.[1], new URLSearchParams(location.search).get("lang"), chosen, ...navigator.languages];
  const found = wishes.map((wish) => known.find((id) => id === wish?.toLowerCase().split("-")[0]));
  return found.find(Boolean) ?? known[0];
}

const spoken = language();
const firstTexts = texts(spoken);
// What goes wrong with it is told by whoever waits for it.
firstTexts.catch(() => {});

// Whether the program was parted: one for work on the page is whole.
const isParted = () => document.querySelector('meta[data-name="later-wasm"]') !== null;

// Says in the document, for scripts, that everything is there.
const allThere = () => document.documentElement.setAttribute("data-loaded", "all");

// Dresses the page in the sheet of what comes later.
const dress = async () => document.adoptedStyleSheets.push(await new CSSStyleSheet().replace(await (await asset("later-sheet")).text()));

// Gives what loads a part of the program by its name; the first has these exports, and each may need those of the parts before it.
function partsOf(exports) {
  const parts = { "": exports };
  return async (name) => {
    const module = await asset(`${name}-wasm`);
    if (name === "later") await dress();
    const { instance } = await WebAssembly.instantiate(await module.arrayBuffer(), parts);
    parts[name] = instance.exports;
    if (name === "later") allThere();
  };
}

// The page is whole. This script may run before that, so that it can ask for texts while the rest of the page is read.
const whole = new Promise((resolve) => {
  const look = () => document.readyState !== "loading" && resolve();
  document.addEventListener("readystatechange", look);
  look();
});

// Shows the page in the language that is spoken, where index.html is in another; until then it shows nothing, rather than two languages.
async function translate() {
  const first = `first-${spoken}`;
  if (document.querySelector(`meta[data-name="${first}"]`) === null) return;
  const { style } = document.documentElement;
  style.visibility = "hidden";
  try {
    const [tag, page] = (await (await asset(first)).text()).split(/\n(.*)/s);
    await whole;
    document.documentElement.lang = tag;
    document.getElementById("app").innerHTML = page;
  } catch {
    // Where it cannot come, the module will speak the language.
  }
  style.visibility = "";
}

const translated = translate();

// What a person does while the module is on its way: which button was pressed, and whether a finger still rests on something.
const pressed = [];
let released = Promise.resolve();
const meanwhile = new AbortController();
addEventListener("click", ({ target }) => pressed.push(target.closest?.("button")), { capture: true, signal: meanwhile.signal });
addEventListener("pointerdown", () => {
  released = new Promise((resolve) => {
    // A click comes right after.
    for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => setTimeout(resolve), { once: true });
  });
}, { capture: true, signal: meanwhile.signal });

// Draws the page anew and puts it in the place of the one that was built with it, in one task, so that nobody sees it.
async function takeOver(app, mount) {
  const fresh = document.createElement("div");
  const drawn = new Promise((resolve) => new MutationObserver(resolve).observe(fresh, { childList: true }));
  mount(fresh, "page", "all", spoken, location.hash.slice(1), "");
  await drawn;
  const all = (root) => [...root.querySelectorAll("*")];
  const [before, after] = [all(app), all(fresh)];
  // The same element in the new page: by its id, or by its place where the pages are alike.
  const isAlike = before.length === after.length;
  const twin = (element) => (element?.id ? after.find(({ id }) => id === element.id) : isAlike ? after[before.indexOf(element)] : undefined);
  const { activeElement } = document;
  const caret = [activeElement.selectionStart, activeElement.selectionEnd];
  const scrolled = before.filter(({ scrollTop, scrollLeft }) => scrollTop || scrollLeft).map((element) => [element, element.scrollTop, element.scrollLeft]);
  fresh.id = app.id;
  app.replaceWith(fresh);
  meanwhile.abort();
  for (const [element, top, left] of scrolled) twin(element)?.scrollTo(left, top);
  const again = (element, change, event) => element && (Object.assign(element, change), element.dispatchEvent(new Event(event, { bubbles: true })));
  for (const element of before) {
    const { value, checked, open } = element;
    if (element.matches("details") && twin(element)) twin(element).open = open;
    else if (element.matches("select") && !element.selectedOptions[0]?.defaultSelected) again(twin(element), { value }, "change");
    else if (element.matches("[type=radio]") && checked && !element.defaultChecked) again(twin(element), { checked }, "change");
    else if (element.matches("[type=text], [type=range], textarea") && value !== element.defaultValue) again(twin(element), { value }, "input");
  }
  for (const button of pressed) twin(button)?.click();
  if (app.contains(activeElement)) {
    twin(activeElement)?.focus({ preventScroll: true });
    if (activeElement.matches("[type=text], textarea")) twin(activeElement)?.setSelectionRange(...caret);
  }
  fresh.dataset.started = "";
}

async function start() {
  if (typeof WebAssembly !== "object") throw new Error("this browser has no WebAssembly");
  const [{ default: init, comesLater, mount, speak }, module, words] = await Promise.all([script("app-module"), asset("app-wasm"), firstTexts]);
  const exports = await init({ module_or_path: module });
  if (isParted()) comesLater(partsOf(exports));
  else dress().then(allThere);
  speak(spoken, words, texts);
  await Promise.all([whole, translated]);
  const app = document.getElementById("app");
  // In a frame of somebody else's page another script takes over, and nothing is kept.
  if (app.dataset.kind === "frame") return (await script("frame")).embed(app, mount, spoken);
  await released;
  await takeOver(app, mount);
}

// The first of the texts says what went wrong. Where they have not come either, English has to do.
const NOT_STARTED = "The calculator could not start: {error}. Reload the page; if that does not help, try another browser.";

async function report(error) {
  console.error(error);
  const words = await firstTexts.catch(() => NOT_STARTED);
  await whole;
  const status = document.getElementById("boot-status");
  status.setAttribute("role", "alert");
  status.textContent = words.split("\n")[0].replace("{error}", () => `${error?.message ?? error}`);
}

start().catch(report);
