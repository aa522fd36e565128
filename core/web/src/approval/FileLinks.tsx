// The files that came with a decision or a comment, by name and size.
import { FileText } from "lucide-react";
import { type FileInfo, fileUrl } from "@/api";
import { formatBytes } from "@/ui";
import css from "./FileLinks.module.css";

export function FileLinks({ files }: { files: FileInfo[] }) {
  if (files.length === 0) return null;
  return (
    <ul className={css.files}>
      {files.map((file) => (
        <li key={file.id}>
          <a href={fileUrl(file.id)} download={file.name} className={css.file}>
            <FileText size={14} aria-hidden />
            <span className="ellipsis">{file.name}</span>
            <small>{formatBytes(file.size)}</small>
          </a>
        </li>
      ))}
    </ul>
  );
}
