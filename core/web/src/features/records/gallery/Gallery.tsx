// Records as cards with a picture: the first image of a field, the title, and two more values. A form without a picture
// field gets cards of text.
// A picture opens large and
// goes on to those of the other cards; everything else of a card leads to its record.

import { ImageOff } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { fileUrl } from "@/api";
import type { Refs } from "@/form";
import type { Column } from "@/list";
import { FileAnchor, type PreviewFile, PreviewPlace } from "@/preview";
import { LoadMore } from "@/ui";
import { Lines } from "../layout/Lines";
import type { RecordRow } from "../queries";
import css from "./gallery.module.css";

interface Props {
  rows: RecordRow[];
  refs: Refs | undefined;
  cover: string | undefined;
  lines: Column<RecordRow>[];
  hasMore: boolean;
  loading: boolean;
  onMore: () => void;
  hrefOf: (row: RecordRow) => string;
}

export default function Gallery({ rows, refs, cover, lines, hasMore, loading, onMore, hrefOf }: Props) {
  const { t } = useTranslation("records");
  return (
    <PreviewPlace>
      <div className={css.scroll}>
        <ul className={css.cards} aria-label={t("list:layout.gallery")}>
          {rows.map((row) => (
            <li key={row.id} className={css.card}>
              {cover !== undefined && <Cover id={firstImage(row.data[cover])} refs={refs} />}
              <div className={css.text}>
                <Link to={hrefOf(row)} className={`${css.title} ellipsis`} title={row.title}>
                  {row.title || t("untitled")}
                </Link>
                <Lines row={row} columns={lines} refs={refs} />
              </div>
            </li>
          ))}
        </ul>
        <LoadMore hasMore={hasMore} loading={loading} onMore={onMore} />
      </div>
    </PreviewPlace>
  );
}

function firstImage(value: unknown): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === "string" && first !== "" ? first : undefined;
}

function Cover({ id, refs }: { id: string | undefined; refs: Refs | undefined }) {
  const [broken, setBroken] = useState(false);
  const file = id === undefined ? undefined : refs?.files[id];
  if (!file) {
    return (
      <span className={css.cover}>
        <ImageOff size={20} aria-hidden />
      </span>
    );
  }
  return <Picture file={file} broken={broken} onBroken={() => setBroken(true)} />;
}

function Picture({ file, broken, onBroken }: { file: PreviewFile; broken: boolean; onBroken: () => void }) {
  return (
    <FileAnchor file={file} href={fileUrl(file.id)} className={`${css.cover} ${css.opens}`} title={file.name}>
      {broken ? (
        <>
          <ImageOff size={20} aria-hidden />
          <span className="visually-hidden">{file.name}</span>
        </>
      ) : (
        <img src={fileUrl(file.id, true)} alt={file.name} loading="lazy" onError={onBroken} />
      )}
    </FileAnchor>
  );
}
