// The project that the approval brings into being: there, on its way, or what is in its way and what to do about it.
import { Alert } from "antd";
import { Clock, SquareKanban } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Schemas } from "@/api";
import { useCan } from "@/app/me";
import { DateTime } from "@/ui";
import css from "./approvals.module.css";

/** Codes whose sentence asks to choose somebody else: here nobody is asked, the document is decided. */
const UNCHOSEN: Record<string, "disabled" | "unknown"> = { "work.person_disabled": "disabled", "org.user_unknown": "unknown" };

type Ordered = Schemas["FoundedProject"];

export function OrderedProject({ ordered: { founded, project, hindrance } }: { ordered: Ordered }) {
  const { t } = useTranslation("approvals");
  if (hindrance) return <Hindered hindrance={hindrance} />;
  const Icon = founded ? SquareKanban : Clock;
  return (
    <p className={css.facts} role="status">
      <Icon size={14} aria-hidden />
      {project ? (
        <span>
          {t("project.founded")} <Link to={`/projects/${project.id}`}>{`${project.key} ${project.name}`}</Link>
        </span>
      ) : (
        <span>{t(founded ? "project.hidden" : "project.waiting")}</span>
      )}
    </p>
  );
}

function Hindered({ hindrance: { since, reasons, left } }: { hindrance: Schemas["FoundingHindrance"] }) {
  const { t } = useTranslation("approvals");
  const mends = useCan()("jobs.manage");
  return (
    <Alert
      className={css.hindered ?? ""}
      role="status"
      type={left ? "info" : "error"}
      showIcon
      title={
        <span className={css.hinderedTitle}>
          {t(left ? "project.left" : "project.failed")}
          <DateTime value={since} className={css.faint} />
        </span>
      }
      description={
        <>
          {reasons.map(({ field, code, message }) => {
            const unchosen = UNCHOSEN[code];
            const part = t([`project.part.${partOf(field)}`, "project.part.other"]);
            return <p key={`${field} ${message}`}>{t("project.reason", { part, message: unchosen ? t(`project.unchosen.${unchosen}`) : message })}</p>;
          })}
          <p>
            {t(left ? "project.leftNext" : mends ? "project.mendsNext" : "project.failedNext")}
            {mends && !left && <Link to="/admin/incidents"> {t("project.mend")}</Link>}
          </p>
        </>
      }
    />
  );
}

/** `template.types[0].name` concerns the template. */
function partOf(field: string): string {
  return /^[a-z]*/i.exec(field)?.[0] ?? "";
}
