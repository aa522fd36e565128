// Who a record is from: the person, or the link through which somebody unknown sent it.

import { Link2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { PersonName } from "@/ui";
import type { RecordRow } from "./queries";
import css from "./records.module.css";
import { isUnknown } from "./sender";

export function Origin({ row, whole = false }: { row: Pick<RecordRow, "createdBy" | "viaLink">; whole?: boolean }) {
  const { t } = useTranslation("records");
  const link = row.viaLink;
  const unknown = isUnknown(row);
  return (
    <>
      {!unknown && <PersonName person={row.createdBy} />}
      {link && (unknown || whole) && (
        <span className={css.origin} title={t("viaLink", { link: link.name })}>
          <Link2 size={14} aria-hidden />
          <span className="visually-hidden">{t("viaLinkWord")}</span>
          <span className="ellipsis">{link.name}</span>
        </span>
      )}
    </>
  );
}
