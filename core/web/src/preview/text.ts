// Text out of bytes: UTF-8, else GB18030, as the server tells them apart.

/** Bytes of a text that are shown: some thousand lines, more than anyone reads beside a form. */
export const TEXT_SHOWN_BYTES = 256 * 1024;

/** Text that may be cut off within a character at its end. */
export function decoded(bytes: Uint8Array, cut: boolean): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: cut });
  } catch {
    return new TextDecoder("gb18030").decode(bytes, { stream: cut });
  }
}

export interface ShownText {
  text: string;
  /** There is more of it. */
  cut: boolean;
}

export async function readText(url: string, signal: AbortSignal): Promise<ShownText> {
  const response = await fetch(url, { headers: { Range: `bytes=0-${TEXT_SHOWN_BYTES - 1}` }, signal });
  if (!response.ok) throw new Error(`${response.status}`);
  const bytes = new Uint8Array(await response.arrayBuffer()).subarray(0, TEXT_SHOWN_BYTES);
  const whole = Number(response.headers.get("Content-Range")?.split("/")[1] ?? bytes.length);
  const cut = whole > bytes.length;
  return { text: decoded(bytes, cut), cut };
}
