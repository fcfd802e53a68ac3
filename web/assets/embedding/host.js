// The helper for a page that has calculators in frames: makes the frames, gives them their height, tells them light or dark, and passes on
// what they report. It believes a message only if it comes from a frame that it knows, and from that frame's origin.

const folder = new URL(".", document.currentScript?.src ?? location.href);
// The tallest that a frame may make itself. Unit: pixels.
const TALLEST = 20_000;
const frames = [];

function addressOf({ src, view, controls, lang, theme, ...asked }, place) {
  const address = new URL(src ?? new URL("embed.html", folder), document.baseURI);
  const about = { view, controls, lang, theme: theme ?? themeAround(place) };
  for (const [name, value] of Object.entries(about)) if (value) address.searchParams.set(name, value);
  const fragment = fragmentOf(asked);
  if (fragment !== "") address.hash = fragment;
  return address.href;
}

function frameFor(place) {
  if (place.localName === "iframe") return place;
  const frame = document.createElement("iframe");
  frame.title = place.title || "Flink Memory Calculator";
  frame.loading = "lazy";
  frame.src = addressOf(place.dataset, place);
  // What the author wrote for readers without scripts gives way.
  place.replaceChildren(frame);
  return frame;
}

function take(place) {
  if (frames.some((known) => known.place === place)) return;
  const frame = frameFor(place);
  Object.assign(frame.style, { width: "100%", border: "0", display: "block" });
  frames.push({ place, frame, origin: new URL(frame.src, document.baseURI).origin });
}

const tell = ({ frame, origin }, message) => frame.contentWindow?.postMessage({ target: NAME, ...message }, origin);
const tellTheme = (known) => known.place.dataset.theme ?? tell(known, { type: "theme", theme: themeAround(known.place) });

addEventListener("message", ({ source, origin, data }) => {
  const known = frames.find(({ frame }) => frame.contentWindow === source);
  if (known === undefined || origin !== known.origin || data?.source !== NAME) return;
  if (data.type === "size" && data.height > 0) {
    // The first word of a frame: now it listens.
    if (!known.frame.style.height) tellTheme(known);
    known.frame.style.height = `${Math.min(Math.ceil(data.height), TALLEST)}px`;
  }
  if (data.type === "change") {
    const { link, sizes, refusal } = data;
    known.frame.dispatchEvent(new CustomEvent(`${NAME}-change`, { bubbles: true, detail: { link, sizes, refusal } }));
  }
});

function takeAll() {
  frames.splice(0, frames.length, ...frames.filter(({ place }) => place.isConnected));
  document.querySelectorAll(`div.${NAME}, iframe.${NAME}`).forEach(take);
}

const start = () => {
  takeAll();
  // Sites that change their pages by scripts bring more of them later.
  new MutationObserver(takeAll).observe(document.documentElement, { childList: true, subtree: true });
  watchTheme(() => frames.forEach(tellTheme));
};
if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
else start();
