// An uploaded file in a list: its name to look at it, its size, and the way out.

import { Button } from "antd";
import { File as FileIcon, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { FileAnchor, type PreviewFile } from "@/preview";
import { formatBytes } from "@/ui";
import styles from "../form.module.css";
import { useFormServices } from "../services";

export function AttachedFile({ file, onRemove }: { file: PreviewFile; onRemove: () => void }) {
  const { t } = useTranslation("form");
  const services = useFormServices();
  return (
    <li className={styles.file}>
      <FileIcon size={16} aria-hidden />
      <FileAnchor className={styles.fileName} file={file} href={services.fileUrl(file.id)}>
        {file.name}
      </FileAnchor>
      <span className={styles.secondary}>{formatBytes(file.size)}</span>
      <Button type="text" size="small" icon={<X size={14} />} aria-label={t("file.remove", { name: file.name })} onClick={onRemove} />
    </li>
  );
}
