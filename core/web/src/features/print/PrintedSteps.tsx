// Who decided what, as a table of records: one row per decision, and steps that passed by themselves with the reason.
import { useTranslation } from "react-i18next";
import { fileUrl, type Schemas } from "@/api";
import { namesOf } from "@/approval";
import { usePickText } from "@/i18n/usePickText";
import { fullDateTime } from "@/ui";
import css from "./print.module.css";

interface Row {
  step: Schemas["Step"];
  decision?: Schemas["Decision"];
}

const DECIDING = new Set(["approve", "handle"]);

export function PrintedSteps({ steps }: { steps: Schemas["Step"][] }) {
  const { t, i18n } = useTranslation(["print", "approval"]);
  const pick = usePickText();
  const rows = steps
    .filter((step) => DECIDING.has(step.kind))
    .flatMap((step): Row[] => (step.decisions.length > 0 ? step.decisions.map((decision) => ({ step, decision })) : [{ step }]));
  return (
    <table className={css.steps}>
      <thead>
        <tr>
          <th scope="col">{t("step")}</th>
          <th scope="col">{t("person")}</th>
          <th scope="col">{t("decision")}</th>
          <th scope="col">{t("opinion")}</th>
          <th scope="col">{t("at")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ step, decision }, index) => (
          <tr key={`${step.activation}-${index}`}>
            <td>{pick(step.name)}</td>
            <td>
              {decision?.actor.name ?? namesOf(step.actors, i18n.language)}
              {decision?.onBehalfOf && <small> {t("onBehalf", { name: decision.onBehalfOf.name })}</small>}
            </td>
            <td>{decision ? t(`approval:process.verdict.${decision.verdict}`, { defaultValue: decision.verdict }) : t(`approval:process.status.${step.status}`)}</td>
            <td>
              {decision?.comment ?? (decision ? "" : step.reason)}
              {decision && decision.files.length > 0 && <small>{t("files", { names: decision.files.map((file) => file.name).join(t("listSeparator")) })}</small>}
              {decision?.signature && <img src={fileUrl(decision.signature.id, true)} alt={t("signatureOf", { name: decision.actor.name })} />}
            </td>
            <td>{decision ? fullDateTime(decision.at) : step.leftAt ? fullDateTime(step.leftAt) : ""}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
