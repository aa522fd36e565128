// A link to a file that opens its preview; as a link it can still be saved, copied and opened elsewhere.

import type { ReactNode } from "react";
import type { PreviewFile } from "./kinds";
import { usePreview } from "./place";

interface Props {
  file: PreviewFile;
  href: string;
  className?: string | undefined;
  title?: string | undefined;
  children: ReactNode;
}

export function FileAnchor({ file, href, className, title, children }: Props) {
  const { ref, onClick } = usePreview(file);
  return (
    <a ref={ref} className={className} href={href} download={file.name} title={title} aria-haspopup="dialog" onClick={onClick}>
      {children}
    </a>
  );
}
