import { expect, it } from "vitest";
import { inOrder } from "./place";

it("goes through files as they stand on the page, each once", () => {
  document.body.innerHTML = "<main><a id=x></a><p><a id=y></a></p><a id=z></a></main>";
  const standing = (at: string, id: string) => ({ element: document.getElementById(at)!, file: { id, name: id, size: 1, mime: "" } });
  const files = inOrder([standing("z", "c"), standing("x", "a"), standing("y", "b"), standing("z", "a")]);
  expect(files.map((file) => file.id)).toEqual(["a", "b", "c"]);
});
