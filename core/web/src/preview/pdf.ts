// Takes PDF files apart with pdf.js, loaded when the first one is opened. Scripts, forms and links within a file are not
// run: only pictures of its pages and their text are made, in a worker that reaches nothing.

import { getDocument, GlobalWorkerOptions, type PDFDocumentProxy, version } from "pdfjs-dist/legacy/build/pdf.mjs";
import workerUrl from "pdfjs-dist/legacy/build/pdf.worker.min.mjs?url";

/** Pictures within a file beyond this are left out: unpacked, they would take a quarter of a gigabyte. */
const PICTURE_MAX_PIXELS = 64_000_000;
/** Character maps for Chinese, standard fonts and decoders stand beside the build under the library's version. */
const PARTS = import.meta.env.DEV ? "/node_modules/pdfjs-dist" : `/assets/pdfjs-${version}`;

GlobalWorkerOptions.workerSrc = workerUrl;

export type PdfFailure = "locked" | "broken";

export interface OpenPdf {
  document: Promise<PDFDocumentProxy>;
  close: () => void;
}

/** Opens a file in parts: only what is looked at is fetched. */
export function openPdf(url: string): OpenPdf {
  const task = getDocument({
    url: new URL(url, window.location.href).href,
    disableAutoFetch: true,
    disableStream: true,
    isEvalSupported: false,
    enableXfa: false,
    maxImageSize: PICTURE_MAX_PIXELS,
    cMapUrl: `${PARTS}/cmaps/`,
    standardFontDataUrl: `${PARTS}/standard_fonts/`,
    wasmUrl: `${PARTS}/wasm/`,
    iccUrl: `${PARTS}/iccs/`,
    // The page fetches for the worker, which may not.
    useWorkerFetch: false,
  });
  return { document: task.promise, close: () => void task.destroy() };
}

export function failureOf(error: unknown): PdfFailure {
  return error instanceof Error && error.name === "PasswordException" ? "locked" : "broken";
}
