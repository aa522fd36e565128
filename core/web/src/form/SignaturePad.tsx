// The drawing surface of a signature. Works with touch, pen and mouse; what is drawn becomes a PNG at the screen's
// own resolution, in dark ink on nothing, so that it prints on white whatever the theme.

import { App, Button } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import Pad from "signature_pad";
import styles from "./form.module.css";
import type { FileInfo } from "./schema";
import { useFormServices } from "./services";

interface Props {
  label: string;
  onDone: (file: FileInfo) => void;
  onCancel: () => void;
}

function inkOf(element: HTMLElement): string {
  return getComputedStyle(element).getPropertyValue("--weir-ink").trim();
}

export default function SignaturePad({ label, onDone, onCancel }: Props) {
  const { t } = useTranslation("form");
  const { message } = App.useApp();
  const services = useFormServices();
  const canvas = useRef<HTMLCanvasElement>(null);
  const pad = useRef<Pad | null>(null);
  const [drawn, setDrawn] = useState(false);
  const [saving, setSaving] = useState(false);

  useEffect(() => {
    const surface = canvas.current;
    if (!surface) return;
    const ink = inkOf(surface);
    const drawing = new Pad(surface, ink ? { penColor: ink } : {});
    pad.current = drawing;
    const fit = () => {
      const ratio = Math.max(window.devicePixelRatio, 1);
      const strokes = drawing.toData();
      surface.width = surface.offsetWidth * ratio;
      surface.height = surface.offsetHeight * ratio;
      surface.getContext("2d")?.scale(ratio, ratio);
      drawing.fromData(strokes);
    };
    const observer = new ResizeObserver(fit);
    observer.observe(surface);
    fit();
    const told = () => setDrawn(!drawing.isEmpty());
    drawing.addEventListener("endStroke", told);
    return () => {
      observer.disconnect();
      drawing.removeEventListener("endStroke", told);
      drawing.off();
    };
  }, []);

  const clear = () => {
    pad.current?.clear();
    setDrawn(false);
  };
  const save = () => {
    setSaving(true);
    canvas.current?.toBlob(async (blob) => {
      try {
        if (blob) onDone(await services.upload(blob, "signature.png", {}));
      } catch (error) {
        message.error(error instanceof Error && error.message ? error.message : t("file.failed"));
      } finally {
        setSaving(false);
      }
    }, "image/png");
  };
  return (
    <div>
      <canvas ref={canvas} className={styles.pad} role="img" aria-label={t("signature.area", { label })} />
      <div className={styles.padButtons}>
        <span className={styles.secondary}>{t("signature.hint")}</span>
        <Button size="small" type="text" onClick={onCancel}>
          {t("cancel")}
        </Button>
        <Button size="small" disabled={!drawn} onClick={clear}>
          {t("signature.clear")}
        </Button>
        <Button size="small" type="primary" disabled={!drawn} loading={saving} onClick={save}>
          {t("signature.use")}
        </Button>
      </div>
    </div>
  );
}
