// Where files are dropped, pasted or chosen. The input itself is reachable by keyboard and by its label.

import { Paperclip } from "lucide-react";
import { useRef, useState, type ReactNode } from "react";
import styles from "../form.module.css";

interface Props {
  id: string;
  label: string;
  describedBy: string | undefined;
  invalid: boolean;
  accept: string | undefined;
  multiple: boolean;
  inCell?: boolean | undefined;
  onFiles: (files: File[]) => void;
  children: ReactNode;
}

export function DropZone({ id, label, describedBy, invalid, accept, multiple, inCell, onFiles, children }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (list: FileList | null) => list && list.length > 0 && onFiles([...list]);
  return (
    <div
      className={inCell ? styles.dropCell : styles.drop}
      data-over={over || undefined}
      data-invalid={invalid || undefined}
      onDragOver={(e) => {
        e.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(e) => {
        e.preventDefault();
        setOver(false);
        take(e.dataTransfer.files);
      }}
      onPaste={(e) => take(e.clipboardData.files)}
      onClick={() => input.current?.click()}
    >
      <input
        ref={input}
        id={id}
        className="visually-hidden"
        type="file"
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={invalid || undefined}
        accept={accept}
        multiple={multiple}
        onClick={(e) => e.stopPropagation()}
        onChange={(e) => {
          take(e.target.files);
          e.target.value = "";
        }}
      />
      <span className={styles.dropText}>{children}</span>
      <Paperclip size={16} aria-hidden />
    </div>
  );
}
