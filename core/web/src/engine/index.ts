// The Rust form engine. Fetched and compiled once, on first use; `engine.wasm` is built by `cargo xtask`.

import { caller } from "./call";
import { engineOver, type Engine } from "./engine";
import wasmUrl from "./engine.wasm?url";

export type { Computed, Engine, EvaluationContext, FunctionInfo, ReadFormula, TextIssue } from "./engine";

let loading: Promise<Engine> | undefined;

async function load(): Promise<Engine> {
  const response = await fetch(wasmUrl);
  if (!response.ok) throw new Error(`engine.wasm: ${String(response.status)}`);
  // Compiled from bytes rather than the stream: proxies do not always know the media type of WebAssembly.
  return engineOver(caller(await WebAssembly.compile(await response.arrayBuffer())));
}

/** The engine. A failed download is tried again by the next caller. */
export function loadEngine(): Promise<Engine> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}
