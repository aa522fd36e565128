// Uploaded pictures: small previews that open large.

import { Button } from "antd";
import { Image as ImageIcon, X } from "lucide-react";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { DropZone } from "../files/DropZone";
import { Thumbnail } from "../files/Thumbnail";
import { useFiles } from "../files/useFiles";
import { Uploads } from "../files/Uploads";
import { useUploads } from "../files/useUploads";
import styles from "../form.module.css";
import { defineFieldType, type EditProps, type ViewProps } from "./fieldType";
import { asIds, usePlaceholder } from "./shared";

const COUNT_DEFAULT = 10;

function Edit(props: EditProps<"image">) {
  const { t } = useTranslation("form");
  const { field, value, onChange, refs, inCell } = props;
  const ids = asIds(value);
  const files = useFiles(ids, refs);
  const most = field.maxCount ?? COUNT_DEFAULT;
  const accepts = useCallback((file: File) => (file.type.startsWith("image/") ? undefined : t("image.wrongType")), [t]);
  const { uploads, add, drop, retry } = useUploads((file) => onChange([...ids, file.id]), accepts);
  const room = most - ids.length - uploads.length;
  const placeholder = usePlaceholder(props);
  return (
    <div>
      {room > 0 && (
        <DropZone
          id={props.id}
          label={props.label}
          describedBy={props.describedBy}
          invalid={props.invalid}
          accept="image/*"
          multiple={most > 1}
          inCell={inCell}
          onFiles={(chosen) => add(chosen.slice(0, room))}
        >
          {inCell ? t("file.choose") : (placeholder ?? t("image.drop"))}
        </DropZone>
      )}
      {files.length > 0 && (
        <ul className={styles.pictures}>
          {files.map((file) => (
            <li key={file.id} className={styles.picture}>
              <Thumbnail file={file} />
              <Button
                className={styles.pictureRemove}
                size="small"
                shape="circle"
                icon={<X size={12} />}
                aria-label={t("file.remove", { name: file.name })}
                onClick={() => {
                  const rest = ids.filter((id) => id !== file.id);
                  onChange(rest.length > 0 ? rest : null);
                }}
              />
            </li>
          ))}
        </ul>
      )}
      {uploads.length > 0 && (
        <ul className={styles.files}>
          <Uploads {...{ uploads, drop, retry }} />
        </ul>
      )}
    </div>
  );
}

function View({ value, refs, inCell }: ViewProps<"image">) {
  const { t } = useTranslation("form");
  const files = useFiles(asIds(value), refs);
  if (inCell) {
    return (
      <span className={styles.withIcon}>
        <ImageIcon size={14} aria-hidden />
        {t("image.count", { count: files.length })}
      </span>
    );
  }
  return (
    <span className={styles.pictures}>
      {files.map((file) => (
        <Thumbnail key={file.id} file={file} />
      ))}
    </span>
  );
}

export const image = defineFieldType<"image">({
  type: "image",
  icon: ImageIcon,
  group: "files",
  column: true,
  startsFull: true,
  settings: () => ({ maxCount: COUNT_DEFAULT }),
  Edit,
  View,
  print: (_field, value, { refs, t }) =>
    asIds(value)
      .map((id) => refs.files[id]?.name ?? id)
      .join(t("listSeparator")),
});
