// A fresh name for a request or command. `crypto.randomUUID` is missing on plain http, where some run their server.

export function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
