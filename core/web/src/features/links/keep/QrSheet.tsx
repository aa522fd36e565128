// A link's address as a picture that telephones scan: to be put on a wall, on a slide, in a group chat.
import { Button, QRCode } from "antd";
import { Download } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Sheet } from "@/ui";
import css from "./keep.module.css";

/** Pixels of the saved picture's side: sharp on a slide, and scanned from a printed page at arm's length. */
const SIDE_PX = 480;
/** Of the one on the page. */
const SHOWN_PX = 240;

interface QrSheetProps {
  name: string;
  address: string;
  onClose: () => void;
}

export default function QrSheet({ name, address, onClose }: QrSheetProps) {
  const { t } = useTranslation("links");
  const box = useRef<HTMLDivElement>(null);
  const save = () => {
    const picture = box.current?.querySelector("canvas");
    if (!picture) return;
    const link = document.createElement("a");
    link.href = picture.toDataURL("image/png");
    link.download = `${name}.png`;
    link.click();
  };
  return (
    <Sheet
      title={t("qr.title", { name })}
      onClose={onClose}
      footer={
        <Button type="primary" icon={<Download size={14} aria-hidden />} onClick={save}>
          {t("qr.save")}
        </Button>
      }
    >
      <div ref={box} className={css.qr}>
        {/* Dark on light in either theme: many readers know no other. */}
        <QRCode type="canvas" value={address} size={SIDE_PX} style={{ width: SHOWN_PX, height: SHOWN_PX }} marginSize={4} bordered={false} color="#000" bgColor="#fff" role="img" aria-label={t("qr.picture", { name })} />
        <p className={css.facts}>{t("qr.text")}</p>
      </div>
    </Sheet>
  );
}
