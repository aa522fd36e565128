// An uploaded file in a list: its name to download it, its size, and the way out.

import { Button } from "antd";
import { File as FileIcon, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { formatBytes } from "@/ui";
import styles from "../form.module.css";
import { useFormServices } from "../services";

export function AttachedFile({ file, onRemove }: { file: { id: string; name: string; size: number }; onRemove: () => void }) {
  const { t } = useTranslation("form");
  const services = useFormServices();
  return (
    <li className={styles.file}>
      <FileIcon size={16} aria-hidden />
      <a className={styles.fileName} href={services.fileUrl(file.id)} download={file.name}>
        {file.name}
      </a>
      <span className={styles.secondary}>{formatBytes(file.size)}</span>
      <Button type="text" size="small" icon={<X size={14} />} aria-label={t("file.remove", { name: file.name })} onClick={onRemove} />
    </li>
  );
}
