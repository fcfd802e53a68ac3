// The calculator as a component of React: as="frame", "element" or "picture".

import useBaseUrl from "@docusaurus/useBaseUrl";
import React, { useEffect } from "react";

/** The helper script, loaded once for all frames of the site. It takes up frames that come later, too. */
function useHelper(address, isNeeded) {
  useEffect(() => {
    if (!isNeeded || document.querySelector(`script[src="${address}"]`) !== null) return;
    const script = document.createElement("script");
    script.src = address;
    document.head.append(script);
  }, [address, isNeeded]);
}

/** The module that defines the custom element, in a browser only. */
function useElement(isNeeded) {
  useEffect(() => {
    if (isNeeded) import("flink-memory-wasm/element");
  }, [isNeeded]);
}

export default function FlinkMemory({ as = "frame", release, process = "taskmanager", config, controls = "all", file, title }) {
  const folder = useBaseUrl("/flink-memory-calculator/");
  const picture = useBaseUrl(file ?? "");
  useHelper(`${folder}flink-memory-calculator-embed.js`, as === "frame");
  useElement(as === "element");
  if (as === "picture") {
    return <img src={picture} alt={title} />;
  }
  if (as === "element") {
    return <flink-memory-calculator release={release} process={process} config={config} controls={controls} />;
  }
  return (
    <div
      className="flink-memory-calculator"
      title={title}
      data-src={`${folder}embed.html`}
      data-release={release}
      data-process={process}
      data-config={config}
      data-controls={controls}
    />
  );
}
