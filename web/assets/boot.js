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

async function start() {
  if (typeof WebAssembly !== "object") throw new Error("this browser has no WebAssembly");
  const [{ default: init, mount }, module] = await Promise.all([script("app-module"), asset("app-wasm")]);
  await init({ module_or_path: module });
  mount(document.getElementById("app"), "page", "all", location.hash.slice(1), "");
}

function report(error) {
  console.error(error);
  const status = document.getElementById("boot-status");
  if (status === null) return;
  status.setAttribute("role", "alert");
  status.textContent = `The calculator could not start: ${error?.message ?? error}. Reload the page; if that does not help, try another browser.`;
}

start().catch(report);
