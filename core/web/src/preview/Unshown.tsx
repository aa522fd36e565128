// What no page shows: what it is, how large, and the way to have it.

import { Button } from "antd";
import { Download, File, FileArchive, FileCode2, FileImage, FileMusic, FileSpreadsheet, FileText, FileVideo, type LucideIcon, Presentation } from "lucide-react";
import { useTranslation } from "react-i18next";
import { fileUrl } from "@/api";
import { formatBytes } from "@/ui";
import { kindName, type KindName, type PreviewFile } from "./kinds";
import css from "./preview.module.css";

export const KIND_ICONS: Record<KindName, LucideIcon> = {
  picture: FileImage,
  pdf: FileText,
  text: FileText,
  markup: FileCode2,
  document: FileText,
  sheet: FileSpreadsheet,
  slides: Presentation,
  archive: FileArchive,
  sound: FileMusic,
  film: FileVideo,
  program: FileCode2,
  other: File,
};

export function Unshown({ file, reason, href = fileUrl(file.id, false, file.version) }: { file: PreviewFile; reason: string; href?: string }) {
  const { t } = useTranslation("preview");
  const kind = kindName(file);
  const Icon = KIND_ICONS[kind];
  return (
    <div className={css.unshown}>
      <span className={css.badge} data-kind={kind}>
        <Icon size={28} aria-hidden />
      </span>
      <p className={css.unshownName}>{file.name}</p>
      <p className={css.facts}>
        {t(`kind.${kind}`)} · {formatBytes(file.size)}
      </p>
      <p className={css.reason}>{reason}</p>
      <Button type="primary" size="large" icon={<Download size={16} aria-hidden />} href={href} download={file.name}>
        {t("download")}
      </Button>
    </div>
  );
}
