// Has the page kept for work without a network, by worker.js, and tells it how that stands: `data-offline` of the document is "ready",
// "update" (another build is there) or "incomplete" (it could not be kept), and an event `offline-standing` says when that changes.
// The page asks for the other build by an event `offline-update`. Words and the button are the page's.

const build = document.querySelector('meta[name="build"]')?.content ?? "";

// How long the worker leaves the network to what the page itself loads. Unit: milliseconds.
const REST = 1500;

function tell(standing) {
  document.documentElement.dataset.offline = standing;
  dispatchEvent(new Event("offline-standing"));
}

async function keep(workers) {
  const registration = await workers.register("./worker.js", { updateViaCache: "none" });
  const look = () => {
    if (registration.active === null) return;
    if (registration.waiting !== null) tell("update");
    else registration.active.postMessage({ ask: "standing", build });
  };
  const follow = (worker) =>
    worker?.addEventListener("statechange", () => {
      if (worker.state === "installed" || worker.state === "activated") look();
      // Its files could not be brought. What was kept before stays.
      else if (worker.state === "redundant" && registration.active === null) tell("incomplete");
    });
  workers.addEventListener("message", (event) => {
    if (event.data?.offline !== undefined) tell(event.data.offline);
  });
  // Another page asked for the other build; this one has what it loaded until then.
  workers.addEventListener("controllerchange", look);
  registration.addEventListener("updatefound", () => follow(registration.installing));
  addEventListener("offline-update", () => {
    if (registration.waiting === null) return location.reload();
    workers.addEventListener("controllerchange", () => location.reload(), { once: true });
    registration.waiting.postMessage({ ask: "take-over" });
  });
  follow(registration.installing);
  look();
}

// A page in a frame is somebody else's, and one that was built for work on it is not kept.
const canBeKept = "serviceWorker" in navigator && isSecureContext && location.protocol.startsWith("http") && window === window.top;
if (canBeKept && build !== "") {
  addEventListener("load", () => setTimeout(() => keep(navigator.serviceWorker).catch(() => tell("incomplete")), REST));
}
