// A text, or the source of markup: its first part, as it is written. Nothing of it is ever drawn as a page.

import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ListSkeleton, formatBytes } from "@/ui";
import type { PreviewFile } from "./kinds";
import css from "./preview.module.css";
import { readText, TEXT_SHOWN_BYTES } from "./text";
import { Unshown } from "./Unshown";

export function PlainText({ file, url }: { file: PreviewFile; url: string }) {
  const { t } = useTranslation("preview");
  const { data, error } = useQuery({ queryKey: ["fileText", url], queryFn: ({ signal }) => readText(url, signal), staleTime: 0 });
  if (error) return <Unshown file={file} reason={t("failed")} />;
  return (
    <div className={css.scroll} tabIndex={0} role="region" aria-label={file.name}>
      <div className={css.sheet}>
        {data ? <pre className={css.text}>{data.text}</pre> : <ListSkeleton rows={8} />}
        {data?.cut && <p className={css.note}>{t("textCut", { size: formatBytes(TEXT_SHOWN_BYTES) })}</p>}
      </div>
    </div>
  );
}
