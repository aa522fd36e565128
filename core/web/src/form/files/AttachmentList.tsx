// The files to go along, with those on their way and those that failed; each can be taken out again.

import { useTranslation } from "react-i18next";
import { PreviewPlace } from "@/preview";
import styles from "../form.module.css";
import { AttachedFile } from "./AttachedFile";
import { Uploads } from "./Uploads";
import { ATTACHMENTS_MAX, type Attachments } from "./useAttachments";

export function AttachmentList({ attachments, label }: { attachments: Attachments; label: string }) {
  const { t } = useTranslation("form");
  const { files, uploads, leftOut, remove, drop, retry } = attachments;
  if (files.length + uploads.length + leftOut.length === 0) return null;
  return (
    <PreviewPlace>
      {leftOut.length > 0 && (
        <p className={styles.error} role="alert">
          {t("file.noRoom", { most: ATTACHMENTS_MAX, names: leftOut.join(t("listSeparator")) })}
        </p>
      )}
      <ul className={styles.files} aria-label={label}>
        {files.map((file) => (
          <AttachedFile key={file.id} file={file} onRemove={() => remove(file.id)} />
        ))}
        <Uploads {...{ uploads, drop, retry }} />
      </ul>
    </PreviewPlace>
  );
}
