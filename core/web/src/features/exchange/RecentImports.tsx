// What the same person brought in before, for the same purpose: to go on with, or to take back.

import { useQuery } from "@tanstack/react-query";
import { Ban, CircleCheck, CircleDashed, type LucideIcon, RotateCcw } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { DateTime, groupDigits, StatusTag, type Tone } from "@/ui";
import css from "./exchange.module.css";
import { type Import, type ImportSummary, importsQuery } from "./queries";

const LISTED = 8;
const LOOKS: Record<Import["state"], { tone: Tone; icon: LucideIcon }> = {
  draft: { tone: "neutral", icon: CircleDashed },
  checked: { tone: "neutral", icon: CircleDashed },
  imported: { tone: "done", icon: CircleCheck },
  refused: { tone: "failed", icon: Ban },
  reverted: { tone: "neutral", icon: RotateCcw },
};

export function ImportStateTag({ state }: { state: Import["state"] }) {
  const { t } = useTranslation("exchange");
  return (
    <StatusTag {...LOOKS[state]} plain>
      {t(`import.state.${state}`)}
    </StatusTag>
  );
}

export function RecentImports({ kind, formId }: { kind: Import["kind"]; formId: string | undefined }) {
  const { t } = useTranslation("exchange");
  const imports = useQuery(importsQuery);
  const mine = (imports.data?.items ?? []).filter((one) => one.kind === kind && (one.formId ?? undefined) === formId).slice(0, LISTED);
  // Nothing is missing where there is nothing: the list is an offer beside the upload.
  if (mine.length === 0) return null;
  return (
    <section aria-labelledby="recent-imports">
      <h2 id="recent-imports">{t("import.recent")}</h2>
      <ul className={css.rows}>
        {mine.map((one) => (
          <li key={one.id}>
            <Link to={`/imports/${one.id}`} className={css.recent}>
              <span className={`${css.recentName} ellipsis`}>{one.fileName}</span>
              <span className={css.hint}>
                <Outcome one={one} />
              </span>
              <ImportStateTag state={one.state} />
              <span className={css.hint}>
                <DateTime value={one.createdAt} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Outcome({ one: { state, counts } }: { one: ImportSummary }) {
  const { t } = useTranslation("exchange");
  const n = (count: number) => groupDigits(String(count));
  if (state === "imported") return t("import.outcome.imported", { created: n(counts.created), updated: n(counts.updated) });
  // An older server forgot what had been created.
  if (state === "reverted") return counts.created > 0 ? t("import.outcome.reverted", { created: n(counts.created), n: n(counts.reverted) }) : t("import.outcome.onlyReverted", { n: n(counts.reverted) });
  return null;
}
