// What happened to a record and who did it, with the values before and after.

import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api";
import { textOf } from "@/form";
import { DateTime } from "@/ui";
import css from "../records.module.css";

export function History({ entries }: { entries: Schemas["HistoryEntry"][] }) {
  const { t, i18n } = useTranslation("records");
  const { t: form } = useTranslation("form");
  if (entries.length === 0) return null;
  return (
    <section className={css.history} aria-label={t("history")}>
      <h3>{t("history")}</h3>
      <ol>
        {entries.map((entry) => (
          <li key={entry.seq}>
            <div className={css.historyHead}>
              <span>
                {entry.actor && <b>{entry.actor.name}</b>} {entry.text}
              </span>
              <DateTime value={entry.at} className={css.quiet ?? ""} />
            </div>
            {entry.changes && entry.changes.length > 0 && (
              <ul className={css.historyChanges}>
                {entry.changes.map((change) => (
                  <li key={change.field}>
                    {textOf(change.label, i18n.language, change.field)} <del>{change.before || form("empty")}</del> →{" "}
                    {change.after || form("empty")}
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
