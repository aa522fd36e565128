// A picture, small; a click shows it large. What cannot be drawn is an icon.

import { ImageOff } from "lucide-react";
import { useState } from "react";
import { FileAnchor, type PreviewFile } from "@/preview";
import styles from "../form.module.css";
import { useFormServices } from "../services";

const SIDE_PX = 72;

export function Thumbnail({ file }: { file: PreviewFile }) {
  const services = useFormServices();
  const [broken, setBroken] = useState(false);
  return (
    <FileAnchor className={styles.thumbnail} file={file} href={services.fileUrl(file.id)} title={file.name}>
      {broken ? (
        <span className={styles.thumbnailBroken}>
          <ImageOff size={20} aria-hidden />
          <span className="visually-hidden">{file.name}</span>
        </span>
      ) : (
        <img src={services.fileUrl(file.id, true)} alt={file.name} width={SIDE_PX} height={SIDE_PX} loading="lazy" onError={() => setBroken(true)} />
      )}
    </FileAnchor>
  );
}
