// Starts the page: loads the WebAssembly module that the head names, and says in the page what went wrong if it cannot.
// It is a file of its own because the page's Content-Security-Policy allows no inline script.

const named = (name) => document.querySelector(`meta[name="${name}"]`)?.content ?? "";
const address = (relative) => new URL(relative, document.baseURI).href;
// The module's checksum stands in its preload link, under a name that browsers do not read: they ignore it there.
const checksum = (href) => [...document.querySelectorAll("link[data-integrity]")].find((link) => link.href === href)?.dataset.integrity ?? "";

async function start() {
  if (typeof WebAssembly !== "object") throw new Error("this browser has no WebAssembly");
  const wasm = address(named("app-wasm"));
  const [{ default: init }, response] = await Promise.all([
    import(address(named("app-module"))),
    // The same mode and credentials as the preload in the head, so that the browser fetches the file once.
    fetch(wasm, { credentials: "same-origin", integrity: checksum(wasm) }),
  ]);
  if (!response.ok) throw new Error(`the server answered ${response.status} for ${wasm}`);
  await init({ module_or_path: response });
}

function report(error) {
  console.error(error);
  const status = document.getElementById("boot-status");
  if (status === null) return;
  status.setAttribute("role", "alert");
  status.textContent = `The calculator could not start: ${error?.message ?? error}. Reload the page; if that does not help, try another browser.`;
}

start().catch(report);
