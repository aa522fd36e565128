import { afterEach, describe, expect, it, vi } from "vitest";
import { copyText } from "./copyText";

describe("copying a text", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("uses the clipboard where there is one", async () => {
    const writeText = vi.fn(async () => undefined);
    vi.stubGlobal("navigator", { clipboard: { writeText } });
    expect(await copyText("WEIR-1")).toBe(true);
    expect(writeText).toHaveBeenCalledWith("WEIR-1");
  });

  it("works on plain http, and leaves nothing behind", async () => {
    vi.stubGlobal("navigator", {});
    const button = document.body.appendChild(document.createElement("button"));
    button.focus();
    let selected = "";
    document.execCommand = () => {
      selected = (document.activeElement as HTMLTextAreaElement).value;
      return true;
    };
    expect(await copyText("WEIR-2")).toBe(true);
    expect(selected).toBe("WEIR-2");
    expect(document.querySelector("textarea")).toBeNull();
    expect(document.activeElement).toBe(button);
    button.remove();
  });

  it("says so where the browser refuses", async () => {
    vi.stubGlobal("navigator", {});
    document.execCommand = () => {
      throw new Error("refused");
    };
    expect(await copyText("WEIR-3")).toBe(false);
    expect(document.querySelector("textarea")).toBeNull();
  });
});
