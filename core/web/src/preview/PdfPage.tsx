// One page of a PDF file: drawn when it comes near, let go when it is far, with its text above to select and to hear.

import { type PDFDocumentProxy, type PDFPageProxy, RenderingCancelledException, TextLayer } from "pdfjs-dist/legacy/build/pdf.mjs";
import { type CSSProperties, type RefObject, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import css from "./preview.module.css";

/** Pixels of one canvas: more than this some phones refuse to draw. */
const CANVAS_MAX_PIXELS = 12_000_000;
/** Pages within two screens are kept drawn. */
const NEAR = "200% 0px";

interface Props {
  document: PDFDocumentProxy;
  number: number;
  width: number;
  /** Height by width, until the page tells its own. */
  ratio: number;
  scroller: RefObject<HTMLElement | null>;
}

export function PdfPage({ document, number, width, ratio, scroller }: Props) {
  const { t } = useTranslation("preview");
  const frame = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(false);
  const [page, setPage] = useState<PDFPageProxy>();
  const [broken, setBroken] = useState(false);

  useEffect(() => {
    const watched = frame.current;
    if (!watched) return undefined;
    const observer = new IntersectionObserver((seen) => setNear(seen.some((one) => one.isIntersecting)), { root: scroller.current, rootMargin: NEAR });
    observer.observe(watched);
    return () => observer.disconnect();
  }, [scroller]);

  useEffect(() => {
    if (!near || page) return undefined;
    let left = false;
    document.getPage(number).then(
      (one) => !left && setPage(one),
      () => !left && setBroken(true),
    );
    return () => {
      left = true;
    };
  }, [document, number, near, page]);

  const own = page?.getViewport({ scale: 1 });
  const height = Math.round(width * (own ? own.height / own.width : ratio));
  return (
    <div ref={frame} className={css.page} data-page={number} style={{ width, height }} role="group" aria-label={t("page", { number })}>
      {near && page && width > 0 && <Drawn page={page} width={width} onFailed={() => setBroken(true)} />}
      {broken && <p className={css.pageBroken}>{t("pageBroken")}</p>}
    </div>
  );
}

function Drawn({ page, width, onFailed }: { page: PDFPageProxy; width: number; onFailed: () => void }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const words = useRef<HTMLDivElement>(null);
  const failed = useRef(onFailed);
  failed.current = onFailed;
  const scale = width / page.getViewport({ scale: 1 }).width;

  useEffect(() => {
    const paper = canvas.current;
    if (!paper) return undefined;
    const viewport = page.getViewport({ scale });
    const fine = Math.min(window.devicePixelRatio || 1, Math.sqrt(CANVAS_MAX_PIXELS / (viewport.width * viewport.height)));
    paper.width = Math.max(Math.floor(viewport.width * fine), 1);
    paper.height = Math.max(Math.floor(viewport.height * fine), 1);
    const drawing = page.render({ canvas: paper, viewport, transform: fine === 1 ? undefined : [fine, 0, 0, fine, 0, 0] });
    drawing.promise.catch((error: unknown) => {
      if (!(error instanceof RenderingCancelledException)) failed.current();
    });
    return () => drawing.cancel();
  }, [page, scale]);

  useEffect(() => {
    const container = words.current;
    if (!container) return undefined;
    const layer = new TextLayer({ textContentSource: page.streamTextContent(), container, viewport: page.getViewport({ scale }) });
    // A page without readable text is still a picture.
    layer.render().catch(() => undefined);
    return () => {
      layer.cancel();
      container.replaceChildren();
    };
  }, [page, scale]);

  return (
    <>
      <canvas ref={canvas} className={css.canvas} aria-hidden />
      <div ref={words} className={css.words} style={{ "--total-scale-factor": scale } as CSSProperties} />
    </>
  );
}
