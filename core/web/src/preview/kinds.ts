// What a file is for its reader, and how it may be shown. The media type was found in its content by the server.

export interface PreviewFile {
  id: string;
  name: string;
  size: number;
  mime: string;
  /** One of its versions; without, the current one. */
  version?: number | undefined;
}

export type Viewer = "picture" | "pdf" | "text" | "none";

/** What the server shows in place. No SVG: it is a document that can hold scripts. */
const PICTURES = new Set(["image/avif", "image/bmp", "image/gif", "image/jpeg", "image/png", "image/webp"]);

export function viewerOf({ mime }: PreviewFile): Viewer {
  if (PICTURES.has(mime)) return "picture";
  if (mime === "application/pdf") return "pdf";
  // Markup too, as the text that it is written in: nothing of it is ever drawn.
  if (mime.startsWith("text/") || mime === "image/svg+xml" || mime === "application/json" || mime === "application/xml") return "text";
  return "none";
}

export type KindName = "picture" | "pdf" | "text" | "markup" | "document" | "sheet" | "slides" | "archive" | "sound" | "film" | "program" | "other";

const ENDINGS: [KindName, RegExp][] = [
  ["document", /\.(docx?|wps|odt|rtf)$/i],
  ["sheet", /\.(xlsx?|et|ods)$/i],
  ["slides", /\.(pptx?|dps|odp)$/i],
];

const TYPES: [KindName, RegExp][] = [
  ["pdf", /^application\/pdf$/],
  ["markup", /^(text\/(html|xml)|image\/svg\+xml|application\/xml)$/],
  ["picture", /^image\//],
  ["text", /^(text\/|application\/json$)/],
  ["document", /wordprocessingml|msword|opendocument\.text|\/rtf$/],
  ["sheet", /spreadsheetml|ms-excel|opendocument\.spreadsheet/],
  ["slides", /presentationml|powerpoint|opendocument\.presentation/],
  ["sound", /^audio\//],
  ["film", /^video\//],
  ["program", /executable|x-mach|x-elf|x-msi/],
];

/** Office files of before 2007 are all one kind by their content; only there the name helps. */
const UNTOLD = /^$|ole|octet-stream|zip$/;

export function kindName({ mime, name }: PreviewFile): KindName {
  const told = TYPES.find(([, type]) => type.test(mime))?.[0];
  if (told) return told;
  const guessed = UNTOLD.test(mime) ? ENDINGS.find(([, ending]) => ending.test(name))?.[0] : undefined;
  return guessed ?? (/zip|compressed|x-(7z|rar|tar|bzip|xz)|rar/.test(mime) ? "archive" : "other");
}
