// The files that came with a decision or a comment, by name and size.
import { FileText } from "lucide-react";
import { fileUrl } from "@/api";
import { FileAnchor, type PreviewFile, PreviewPlace } from "@/preview";
import { formatBytes } from "@/ui";
import css from "./FileLinks.module.css";

export function FileLinks({ files }: { files: PreviewFile[] }) {
  if (files.length === 0) return null;
  return (
    <PreviewPlace>
      <ul className={css.files}>
        {files.map((file) => (
          <li key={file.id}>
            <FileAnchor file={file} href={fileUrl(file.id, false, file.version)} className={css.file}>
              <FileText size={14} aria-hidden />
              <span className="ellipsis">{file.name}</span>
              <small>{formatBytes(file.size)}</small>
            </FileAnchor>
          </li>
        ))}
      </ul>
    </PreviewPlace>
  );
}
