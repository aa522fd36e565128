// Everything that happened, sentence by sentence, with what was changed. Folded until asked for.
import { ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { FormSchema, Schemas } from "@/api";
import { readableReason } from "@/approval/steps";
import { usePickText } from "@/i18n/usePickText";
import { DateTime } from "@/ui";
import css from "./approvals.module.css";

/** What the flow wrote by itself; in what people wrote, nothing is touched. */
const COMPARING = "conditionTaken";

export function History({ events, schema }: { events: Schemas["HistoryEntry"][]; schema: FormSchema }) {
  const { t, i18n } = useTranslation("approvals");
  const pick = usePickText();
  if (events.length === 0) return null;
  return (
    <details className={css.history}>
      <summary>
        <ChevronRight size={14} aria-hidden />
        {t("history")}
        <small>{events.length}</small>
      </summary>
      <ol>
        {events.map((event) => (
          <li key={event.seq}>
            <p>
              {event.kind === COMPARING ? readableReason(event.text, schema, i18n.language) : event.text}
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
