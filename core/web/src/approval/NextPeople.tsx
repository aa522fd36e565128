// Who has it after this decision: `同意后交 赵宁 采购执行`.
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api";
import { usePickText } from "@/i18n/usePickText";
import { PersonAvatar } from "@/ui";
import css from "./NextPeople.module.css";
import { namesOf } from "./people";

/** Kinds at which somebody has to do something; copies and notices do not hold the flow up. */
const WAITING = new Set(["approve", "handle"]);

interface NextPeopleProps {
  next: Schemas["UpcomingNode"][];
  /** `approve`, `complete`, `submit`: the word before. */
  after: "approve" | "complete" | "submit";
}

export function NextPeople({ next, after }: NextPeopleProps) {
  const { t, i18n } = useTranslation("approval");
  const pick = usePickText();
  const step = next.find((node) => WAITING.has(node.kind));
  if (!step) return <span className={css.next}>{t(`next.end.${after}`)}</span>;
  return (
    <span className={css.next}>
      {t(`next.after.${after}`)}
      {step.actors[0] ? (
        <>
          <PersonAvatar person={step.actors[0]} size="small" />
          <span className={css.name}>{namesOf(step.actors, i18n.language, 2)}</span>
        </>
      ) : (
        <span className={css.name}>{t("next.unknown")}</span>
      )}
      <span className="ellipsis">{pick(step.name)}</span>
    </span>
  );
}
