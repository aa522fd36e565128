// Everything that happened, sentence by sentence, with what was changed. Folded until asked for.
import { ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api";
import { usePickText } from "@/i18n/usePickText";
import { DateTime } from "@/ui";
import css from "./approvals.module.css";

export function History({ events }: { events: Schemas["HistoryEntry"][] }) {
  const { t } = useTranslation("approvals");
  const pick = usePickText();
  if (events.length === 0) return null;
  return (
    <details className={css.history}>
      <summary>
        <ChevronRight size={14} strokeWidth={1.5} aria-hidden />
        {t("history")}
        <small>{events.length}</small>
      </summary>
      <ol>
        {events.map((event) => (
          <li key={event.seq}>
            <p>
              {event.text}
              <DateTime value={event.at} className={css.faint} />
            </p>
            {event.changes?.map((change) => (
              <p key={change.field} className={css.change}>
                {pick(change.label)}：<del>{change.before || t("nothing")}</del> → <ins>{change.after || t("nothing")}</ins>
              </p>
            ))}
          </li>
        ))}
      </ol>
    </details>
  );
}
