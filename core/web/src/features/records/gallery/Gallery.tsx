// Records as cards with a picture: the first image of a field, the title, and two more values.

import { ImageOff } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { fileUrl } from "@/api";
import type { Refs } from "@/form";
import type { Column } from "@/list";
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
    <div className={css.scroll}>
      <ul className={css.cards} aria-label={t("list:layout.gallery")}>
        {rows.map((row) => (
          <li key={row.id} className={css.card}>
            <Cover id={cover === undefined ? undefined : firstImage(row.data[cover])} />
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
  );
}

function firstImage(value: unknown): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === "string" && first !== "" ? first : undefined;
}

/** The title beside it says what it is, so the picture itself is silent. */
function Cover({ id }: { id: string | undefined }) {
  const [broken, setBroken] = useState(false);
  return (
    <span className={css.cover}>
      {id === undefined || broken ? <ImageOff size={20} aria-hidden /> : <img src={fileUrl(id, true)} alt="" loading="lazy" onError={() => setBroken(true)} />}
    </span>
  );
}
