// A PDF file: its pages one below the other, drawn here and not by the browser's viewer, which phones lack.

import { Skeleton } from "antd";
import type { PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PreviewFile } from "./kinds";
import { failureOf, openPdf, type PdfFailure } from "./pdf";
import { PdfPage } from "./PdfPage";
import css from "./preview.module.css";
import { Unshown } from "./Unshown";
import { useSize } from "./useSize";
import { usePinch, useSteadyMiddle, type Zoom } from "./useZoom";

/** Pages that are shown: a frame for each stands on the page. */
const PAGES_SHOWN_MAX = 500;
/** What a page of paper needs to be read well; beyond it lines grow longer than eyes follow. */
const PAGE_WIDTH_PX = 860;
const AROUND_PX = 32;
const AROUND_PHONE_PX = 16;
const PHONE_PX = 600;
/** ISO 216, until the first page tells its own. */
const RATIO = Math.SQRT2;

interface Loaded {
  document: PDFDocumentProxy;
  ratio: number;
}

export default function Pdf({ file, url, zoom }: { file: PreviewFile; url: string; zoom: Zoom }) {
  const { t } = useTranslation("preview");
  const stage = useRef<HTMLDivElement>(null);
  const room = useSize(stage);
  const [loaded, setLoaded] = useState<Loaded>();
  const [failure, setFailure] = useState<PdfFailure>();
  const [page, setPage] = useState(1);
  usePinch(stage, zoom);
  useSteadyMiddle(stage, zoom.zoom);

  useEffect(() => {
    const opened = openPdf(url);
    let left = false;
    const load = async () => {
      const document = await opened.document;
      const first = (await document.getPage(1)).getViewport({ scale: 1 });
      if (!left) setLoaded({ document, ratio: first.width > 0 ? first.height / first.width : RATIO });
    };
    load().catch((error: unknown) => !left && setFailure(failureOf(error)));
    return () => {
      left = true;
      opened.close();
    };
  }, [url]);

  if (failure) return <Unshown file={file} reason={t(failure === "locked" ? "pdfLocked" : "pdfBroken")} />;
  const around = room.width < PHONE_PX ? AROUND_PHONE_PX : AROUND_PX;
  const width = Math.round(Math.min(Math.max(room.width - around, 0), PAGE_WIDTH_PX) * zoom.zoom);
  const count = loaded?.document.numPages ?? 0;
  const shown = Math.min(count, PAGES_SHOWN_MAX);
  const look = () => {
    const scroller = stage.current;
    if (!scroller) return;
    const middle = scroller.getBoundingClientRect().top + scroller.clientHeight / 2;
    const pages = [...scroller.querySelectorAll<HTMLElement>("[data-page]")];
    const current = pages.findLast((one) => one.getBoundingClientRect().top <= middle);
    if (current) setPage(Number(current.dataset["page"]));
  };
  return (
    <div className={css.paper}>
      <div ref={stage} className={css.scroll} tabIndex={0} role="region" aria-label={file.name} onScroll={look}>
        <div className={css.pages}>
          {loaded && room.width > 0
            ? Array.from({ length: shown }, (_, index) => (
                <PdfPage key={index} document={loaded.document} number={index + 1} width={width} ratio={loaded.ratio} scroller={stage} />
              ))
            : !loaded && <Skeleton active className={css.pageWaiting ?? ""} title paragraph={{ rows: 10 }} />}
          {count > shown && <p className={css.note}>{t("pagesCut", { count: shown, all: count })}</p>}
        </div>
      </div>
      {count > 1 && (
        <p className={css.pageOf} role="status">
          {t("pageOf", { page, count })}
        </p>
      )}
    </div>
  );
}
