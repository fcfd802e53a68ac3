/** What a calculator tells of itself. */
export interface FlinkMemoryChange {
  /** The link to what is set and looked at: what stands behind the `#`. */
  readonly link: string;
  /** The sizes of all pools in bytes, by their names, such as `managed`; empty where Flink refuses. */
  readonly sizes: Readonly<Record<string, bigint>>;
  /** Why Flink refuses, in its words; empty where it does not. */
  readonly refusal: string;
}

/** The element `<flink-memory-calculator>`. Importing the module defines it. */
export class FlinkMemoryCalculator extends HTMLElement {
  /** A release of Flink, such as `1.20`; the newest where it is empty. */
  release: string;
  /** `taskmanager`, `jobmanager` or `local`; a TaskManager where it is empty. */
  process: string;
  /** `key: value` pairs, set apart by `;` or line ends. What the release ships holds beside them. */
  config: string;
  /** How much can be set by hand: `all`, `sliders` or `none`. */
  controls: string;
  /** `calculator`, or `picture` for the picture alone. */
  view: string;
  /** `light`, `dark` or `system`; as the page around where it is empty. */
  theme: string;
  /** The address of a published calculator, which copied links then lead to. */
  page: string;
  /** The link to what is set and looked at: what stands behind the `#`. Setting it opens it. */
  link: string;
  /** The sizes of all pools in bytes, by their names. */
  readonly sizes: Readonly<Record<string, bigint>>;
  /** Why Flink refuses, in its words; empty where it does not. */
  readonly refusal: string;
}

declare global {
  interface HTMLElementTagNameMap {
    "flink-memory-calculator": FlinkMemoryCalculator;
  }

  interface HTMLElementEventMap {
    /** A calculator in a frame tells of a change; the helper script sends it. */
    "flink-memory-calculator-change": CustomEvent<FlinkMemoryChange>;
  }
}
