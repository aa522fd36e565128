// A picture: whole at first, then as large as its reader wants it, moved by mouse or finger.

import { type MouseEvent, type PointerEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PreviewFile } from "./kinds";
import css from "./preview.module.css";
import { Unshown } from "./Unshown";
import { useSize } from "./useSize";
import { usePinch, useSteadyMiddle, type Zoom } from "./useZoom";

const CLOSER = 2;

export function Picture({ file, url, zoom }: { file: PreviewFile; url: string; zoom: Zoom }) {
  const { t } = useTranslation("preview");
  const stage = useRef<HTMLDivElement>(null);
  const room = useSize(stage);
  const [natural, setNatural] = useState<{ width: number; height: number }>();
  const [broken, setBroken] = useState(false);
  const drag = useRef<{ x: number; y: number } | undefined>(undefined);
  usePinch(stage, zoom);
  useSteadyMiddle(stage, zoom.zoom);
  if (broken) return <Unshown file={file} reason={t("pictureBroken")} />;

  // Never larger than it is to begin with.
  const fits = natural ? Math.min(room.width / natural.width, room.height / natural.height, 1) : 0;
  const width = natural ? Math.round(natural.width * fits * zoom.zoom) : undefined;
  const down = (event: PointerEvent) => {
    if (event.pointerType === "mouse" && event.button === 0) drag.current = { x: event.clientX, y: event.clientY };
  };
  const move = (event: PointerEvent) => {
    if (!drag.current || !stage.current) return;
    stage.current.scrollLeft -= event.clientX - drag.current.x;
    stage.current.scrollTop -= event.clientY - drag.current.y;
    drag.current = { x: event.clientX, y: event.clientY };
  };
  const lift = () => {
    drag.current = undefined;
  };
  const twice = (event: MouseEvent) => {
    event.preventDefault();
    zoom.set(zoom.zoom === 1 ? CLOSER : 1);
  };
  return (
    <div
      ref={stage}
      className={css.scroll}
      tabIndex={0}
      role="region"
      aria-label={file.name}
      data-grab={zoom.zoom > 1 || undefined}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={lift}
      onPointerLeave={lift}
      onDoubleClick={twice}
    >
      <div className={css.middle}>
        <img
          className={css.picture}
          src={url}
          alt={file.name}
          draggable={false}
          style={{ width, visibility: natural ? "visible" : "hidden" }}
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => setNatural({ width: naturalWidth || 1, height: naturalHeight || 1 })}
          onError={() => setBroken(true)}
        />
      </div>
    </div>
  );
}
