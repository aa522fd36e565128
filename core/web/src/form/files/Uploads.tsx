// The uploads under way and the failed ones, below a field's files.

import { Button, Progress } from "antd";
import { CircleAlert, File as FileIcon, RotateCw, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import styles from "../form.module.css";
import type { Upload } from "./useUploads";

const WHOLE = 100;

export function Uploads({
  uploads,
  drop,
  retry,
}: {
  uploads: Upload[];
  drop: (key: number) => void;
  retry: (upload: Upload) => void;
}) {
  const { t } = useTranslation("form");
  return uploads.map((u) => (
    <li key={u.key}>
      <div className={styles.file}>
        <FileIcon size={16} aria-hidden />
        <span className={styles.fileName}>{u.file.name}</span>
        {!u.error && (
          <Progress
            className={styles.progress}
            size="small"
            percent={Math.round(u.share * WHOLE)}
            aria-label={t("file.uploading", { name: u.file.name })}
          />
        )}
        {u.error && (
          <Button
            type="text"
            size="small"
            icon={<RotateCw size={14} />}
            aria-label={t("file.retry", { name: u.file.name })}
            onClick={() => retry(u)}
          />
        )}
        <Button
          type="text"
          size="small"
          icon={<X size={14} />}
          aria-label={t("file.cancel", { name: u.file.name })}
          onClick={() => drop(u.key)}
        />
      </div>
      {u.error && (
        <p className={`${styles.error} ${styles.fileError}`} role="alert">
          <CircleAlert size={14} aria-hidden /> {u.error}
        </p>
      )}
    </li>
  ));
}
