// The files to go along, with those on their way and those that failed; each can be taken out again.

import { Button } from "antd";
import { File as FileIcon, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { formatBytes } from "@/ui";
import styles from "../form.module.css";
import { useFormServices } from "../services";
import { Uploads } from "./Uploads";
import { ATTACHMENTS_MAX, type Attachments } from "./useAttachments";

export function AttachmentList({ attachments, label }: { attachments: Attachments; label: string }) {
  const { t } = useTranslation("form");
  const services = useFormServices();
  const { files, uploads, leftOut, remove, drop, retry } = attachments;
  if (files.length + uploads.length + leftOut.length === 0) return null;
  return (
    <>
      {leftOut.length > 0 && (
        <p className={styles.error} role="alert">
          {t("file.noRoom", { most: ATTACHMENTS_MAX, names: leftOut.join(t("listSeparator")) })}
        </p>
      )}
      <ul className={styles.files} aria-label={label}>
        {files.map((file) => (
          <li key={file.id} className={styles.file}>
            <FileIcon size={16} aria-hidden />
            <a className={styles.fileName} href={services.fileUrl(file.id)} download={file.name}>
              {file.name}
            </a>
            <span className={styles.secondary}>{formatBytes(file.size)}</span>
            <Button
              type="text"
              size="small"
              icon={<X size={14} />}
              aria-label={t("file.remove", { name: file.name })}
              onClick={() => remove(file.id)}
            />
          </li>
        ))}
        <Uploads {...{ uploads, drop, retry }} />
      </ul>
    </>
  );
}
