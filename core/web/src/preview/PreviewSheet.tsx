// One file, large, over everything else; ← and → go to the others of its place, Esc closes.

import { useQuery } from "@tanstack/react-query";
import { Button, Drawer, Skeleton } from "antd";
import { ChevronLeft, ChevronRight, Download, History, ZoomIn, ZoomOut } from "lucide-react";
import { lazy, Suspense, type TouchEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { fileUrl } from "@/api";
import { formatBytes, IconButton } from "@/ui";
import { kindName, type PreviewFile, viewerOf } from "./kinds";
import { Picture } from "./Picture";
import { PlainText } from "./PlainText";
import { keyOf } from "./place";
import css from "./preview.module.css";
import { KIND_ICONS, Unshown } from "./Unshown";
import { useKeys } from "./useKeys";
import { useZoomState, type Zoom } from "./useZoom";
import { Versions } from "./Versions";
import { type FileVersions, versionsQuery } from "./versions";

const Pdf = lazy(() => import("./Pdf"));

/** Pixels that a finger must go aside to turn to the next file. */
const SWIPE_PX = 60;
const PER_CENT = 100;

interface Props {
  files: PreviewFile[];
  at: number;
  onMove: (at: number) => void;
  onClose: () => void;
}

export default function PreviewSheet(props: Props) {
  const file = props.files[props.at];
  // A new file begins whole again.
  return file ? <Opened key={keyOf(file)} {...props} file={file} /> : null;
}

function Opened({ files, at, file, onMove, onClose }: Props & { file: PreviewFile }) {
  const { t } = useTranslation("preview");
  const zoom = useZoomState();
  const versions = useQuery(versionsQuery(file.id));
  const [chosen, setChosen] = useState(file.version);
  const [listed, setListed] = useState(false);
  const shown = shownOf(file, versions.data, chosen);
  const viewer = viewerOf(shown);
  const zooms = viewer === "picture" || viewer === "pdf";
  const kind = kindName(shown);
  const Icon = KIND_ICONS[kind];
  const previous = at > 0 ? () => onMove(at - 1) : undefined;
  const next = at < files.length - 1 ? () => onMove(at + 1) : undefined;
  const current = versions.data?.version;

  useKeys({
    ArrowLeft: previous,
    ArrowRight: next,
    ...(zooms ? { "+": () => zoom.step(1), "=": () => zoom.step(1), "-": () => zoom.step(-1), "0": () => zoom.set(1) } : {}),
  });
  const swipe = useSwipe(zoom.zoom === 1, previous, next);

  return (
    <Drawer
      open
      placement="bottom"
      size="100%"
      push={false}
      onClose={onClose}
      classNames={{ header: css.head ?? "", body: css.body ?? "", section: css.section ?? "" }}
      title={
        <span className={css.title}>
          <Icon size={18} aria-hidden />
          <span className={css.names}>
            <span className={css.name} title={shown.name}>
              {shown.name}
            </span>
            <span className={css.facts}>
              {t(`kind.${kind}`)} · {formatBytes(shown.size)}
            </span>
          </span>
        </span>
      }
      extra={
        <span className={css.tools}>
          {zooms && <ZoomTools zoom={zoom} />}
          {versions.data && (
            <Button className={css.save ?? ""} icon={<History size={16} aria-hidden />} aria-expanded={listed} onClick={() => setListed(!listed)}>
              <span className={css.saveWord}>{t("versions.open")}</span>
              {versions.data.version > 1 && <span className={css.number}>{versions.data.version}</span>}
            </Button>
          )}
          <Button className={css.save ?? ""} icon={<Download size={16} aria-hidden />} href={fileUrl(file.id, false, shown.version)} download={shown.name}>
            <span className={css.saveWord}>{t("download")}</span>
          </Button>
        </span>
      }
    >
      <div className={css.stage} {...swipe}>
        {current !== undefined && shown.version !== undefined && shown.version !== current && (
          <p className={css.older} role="status">
            {t("older", { version: shown.version, current })}
            <Button type="link" size="small" onClick={() => setChosen(current)}>
              {t("backToCurrent")}
            </Button>
          </p>
        )}
        {versions.isPending ? <Skeleton active className={css.pageWaiting ?? ""} title paragraph={{ rows: 10 }} /> : <Viewer key={shown.version ?? 0} file={shown} zoom={zoom} />}
        {files.length > 1 && (
          <nav className={css.turn} aria-label={t("others")}>
            <IconButton className={css.previous ?? ""} icon={ChevronLeft} iconSize={20} label={t("previous")} disabled={!previous} onClick={previous} />
            <span className={css.count} role="status">
              {t("count", { at: at + 1, count: files.length })}
            </span>
            <IconButton className={css.next ?? ""} icon={ChevronRight} iconSize={20} label={t("next")} disabled={!next} onClick={next} />
          </nav>
        )}
      </div>
      {listed && versions.data && (
        <Versions file={file} versions={versions.data} shown={shown.version ?? versions.data.version} onShow={setChosen} onClose={() => setListed(false)} />
      )}
    </Drawer>
  );
}

/** The file as one of its versions was; as it stood on the page while nothing more is known. */
function shownOf(file: PreviewFile, versions: FileVersions | undefined, chosen: number | undefined): PreviewFile {
  const version = versions?.items.find((one) => one.version === (chosen ?? versions.version));
  if (!version) return file;
  // The first and only version is the file itself: its address stays the one that the browser may have.
  const number = versions?.version === 1 ? undefined : version.version;
  return { id: file.id, name: version.name, size: version.size, mime: version.mime, version: number };
}

function Viewer({ file, zoom }: { file: PreviewFile; zoom: Zoom }) {
  const { t } = useTranslation("preview");
  const url = fileUrl(file.id, false, file.version);
  switch (viewerOf(file)) {
    case "picture":
      return <Picture file={file} url={fileUrl(file.id, true, file.version)} zoom={zoom} />;
    case "pdf":
      return (
        <Suspense fallback={<Skeleton active className={css.pageWaiting ?? ""} title paragraph={{ rows: 10 }} />}>
          <Pdf file={file} url={url} zoom={zoom} />
        </Suspense>
      );
    case "text":
      return <PlainText file={file} url={url} />;
    default:
      return <Unshown file={file} reason={t("unshown")} />;
  }
}

function ZoomTools({ zoom }: { zoom: Zoom }) {
  const { t } = useTranslation("preview");
  return (
    <span className={css.zoom} role="group" aria-label={t("zoom")}>
      <IconButton icon={ZoomOut} label={t("smaller")} onClick={() => zoom.step(-1)} />
      <Button type="text" className={css.percent ?? ""} title={t("whole")} onClick={() => zoom.set(1)}>
        {Math.round(zoom.zoom * PER_CENT)}%
      </Button>
      <IconButton icon={ZoomIn} label={t("larger")} onClick={() => zoom.step(1)} />
    </span>
  );
}

/** One finger, mostly sideways, over what is not enlarged. */
function useSwipe(enabled: boolean, previous: (() => void) | undefined, next: (() => void) | undefined) {
  const began = useRef<{ x: number; y: number } | undefined>(undefined);
  return {
    onTouchStart: ({ touches }: TouchEvent) => {
      const finger = touches[0];
      began.current = enabled && finger && touches.length === 1 ? { x: finger.clientX, y: finger.clientY } : undefined;
    },
    onTouchEnd: ({ changedTouches }: TouchEvent) => {
      const finger = changedTouches[0];
      if (!began.current || !finger) return;
      const [x, y] = [finger.clientX - began.current.x, finger.clientY - began.current.y];
      began.current = undefined;
      if (Math.abs(x) < SWIPE_PX || Math.abs(x) < 2 * Math.abs(y)) return;
      (x > 0 ? previous : next)?.();
    },
  };
}
