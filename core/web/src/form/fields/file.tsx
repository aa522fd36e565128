// Uploaded files: dropped, pasted or chosen, with progress; shown by name and size.

import { File as FileIcon, Paperclip } from "lucide-react";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { FileAnchor } from "@/preview";
import { formatBytes } from "@/ui";
import { AttachedFile } from "../files/AttachedFile";
import { DropZone } from "../files/DropZone";
import { useFiles } from "../files/useFiles";
import { Uploads } from "../files/Uploads";
import { useUploads } from "../files/useUploads";
import styles from "../form.module.css";
import { useFormServices } from "../services";
import { defineFieldType, type EditProps, type ViewProps } from "./fieldType";
import { asIds, usePlaceholder } from "./shared";

const COUNT_DEFAULT = 10;

function Edit(props: EditProps<"file">) {
  const { t } = useTranslation("form");
  const { field, value, onChange, refs, inCell } = props;
  const extensions = field.extensions ?? [];
  const ids = asIds(value);
  const files = useFiles(ids, refs);
  const most = field.maxCount ?? COUNT_DEFAULT;
  const allowed = extensions.join(" ");
  const accepts = useCallback(
    (file: File) => {
      const extension = file.name.split(".").pop()?.toLowerCase() ?? "";
      return allowed && !allowed.split(" ").includes(extension) ? t("file.wrongType", { types: allowed }) : undefined;
    },
    [allowed, t],
  );
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
          accept={extensions.map((e) => `.${e}`).join(",") || undefined}
          multiple={most > 1}
          inCell={inCell}
          onFiles={(chosen) => add(chosen.slice(0, room))}
        >
          {inCell ? t("file.choose") : (placeholder ?? t("file.drop"))}
        </DropZone>
      )}
      {(files.length > 0 || uploads.length > 0) && (
        <ul className={styles.files}>
          {files.map((file) => (
            <AttachedFile
              key={file.id}
              file={file}
              onRemove={() => {
                const rest = ids.filter((id) => id !== file.id);
                onChange(rest.length > 0 ? rest : null);
              }}
            />
          ))}
          <Uploads {...{ uploads, drop, retry }} />
        </ul>
      )}
    </div>
  );
}

function View({ value, refs, inCell }: ViewProps<"file">) {
  const { t } = useTranslation("form");
  const services = useFormServices();
  const files = useFiles(asIds(value), refs);
  if (inCell) {
    return (
      <span className={styles.withIcon}>
        <Paperclip size={14} aria-hidden />
        {files.length === 1 ? files[0]?.name : t("file.count", { count: files.length })}
      </span>
    );
  }
  return (
    <span className={styles.tags}>
      {files.map((file) => (
        <FileAnchor
          key={file.id}
          className={styles.withIcon}
          file={file}
          href={services.fileUrl(file.id)}
          title={formatBytes(file.size)}
        >
          <FileIcon size={16} aria-hidden />
          {file.name}
        </FileAnchor>
      ))}
    </span>
  );
}

export const file = defineFieldType<"file">({
  type: "file",
  icon: Paperclip,
  group: "files",
  column: true,
  startsFull: true,
  settings: () => ({ maxCount: COUNT_DEFAULT, extensions: [] }),
  Edit,
  View,
  print: (_field, value, { refs, t }) =>
    asIds(value)
      .map((id) => refs.files[id]?.name ?? id)
      .join(t("listSeparator")),
});
