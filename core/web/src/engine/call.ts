// The engine's memory: bytes in, bytes out. Knows nothing of forms.

interface Exports {
  memory: WebAssembly.Memory;
  weir_alloc(length: number): number;
  weir_free(address: number, length: number): void;
  weir_call(address: number, length: number): number;
}

/** Carries out one call by name and gives what it replies. */
export type Call = <Reply>(name: string, args: object) => Reply;

/** Bytes before a reply that tell its length. */
const LENGTH_BYTES = 4;

/** The calls of one compiled engine. An instance that trapped is never used again: the next call gets a new one. */
export function caller(module: WebAssembly.Module): Call {
  let engine: Exports | undefined;
  return <Reply>(name: string, args: object): Reply => {
    engine ??= new WebAssembly.Instance(module).exports as unknown as Exports;
    let text: string;
    try {
      text = exchange(engine, JSON.stringify({ name, args }));
    } catch (error) {
      engine = undefined;
      throw error;
    }
    const reply = JSON.parse(text) as { ok: Reply; error?: string };
    if (reply.error !== undefined) throw new Error(`${name}: ${reply.error}`);
    return reply.ok;
  };
}

function exchange(engine: Exports, request: string): string {
  const bytes = new TextEncoder().encode(request);
  const address = engine.weir_alloc(bytes.length);
  if (address === 0) throw new Error("the engine is out of memory");
  new Uint8Array(engine.memory.buffer, address, bytes.length).set(bytes);
  const reply = engine.weir_call(address, bytes.length);
  engine.weir_free(address, bytes.length);
  if (reply === 0) throw new Error("the engine is out of memory");
  // The memory may have grown and moved since the request was written.
  const length = new DataView(engine.memory.buffer).getUint32(reply, true);
  const text = new TextDecoder().decode(new Uint8Array(engine.memory.buffer, reply + LENGTH_BYTES, length));
  engine.weir_free(reply, LENGTH_BYTES + length);
  return text;
}
