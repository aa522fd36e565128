import { describe, expect, it } from "vitest";
import { kindName, viewerOf } from "./kinds";

const file = (mime: string, name = "a") => ({ id: "1", name, size: 1, mime });

describe("viewerOf", () => {
  it("draws pictures and PDF files, and nothing that can hold a script", () => {
    for (const mime of ["image/png", "image/jpeg", "image/webp"]) expect(viewerOf(file(mime))).toBe("picture");
    expect(viewerOf(file("application/pdf"))).toBe("pdf");
    for (const mime of ["text/plain", "text/html", "text/xml", "image/svg+xml"]) expect(viewerOf(file(mime))).toBe("text");
    for (const mime of ["application/msword", "application/zip", "image/tiff", "application/octet-stream", ""]) expect(viewerOf(file(mime))).toBe("none");
  });

  it("goes by the content and not by the name", () => {
    expect(viewerOf(file("text/html", "picture.png"))).toBe("text");
    expect(viewerOf(file("application/octet-stream", "contract.pdf"))).toBe("none");
  });
});

describe("kindName", () => {
  it("names office files, old ones by their ending", () => {
    expect(kindName(file("application/vnd.openxmlformats-officedocument.wordprocessingml.document"))).toBe("document");
    expect(kindName(file("application/x-ole-storage", "报价.xls"))).toBe("sheet");
    expect(kindName(file("application/x-ole-storage", "汇报.dps"))).toBe("slides");
    expect(kindName(file("application/zip", "a.zip"))).toBe("archive");
    expect(kindName(file("image/svg+xml"))).toBe("markup");
    expect(kindName(file("application/octet-stream", "a.bin"))).toBe("other");
  });

  it("does not let a name speak where the content does", () => {
    expect(kindName(file("application/vnd.microsoft.portable-executable", "报价.docx"))).toBe("program");
  });
});
