/** Why somebody may or may not: the verdict, what it rests on, which fields are kept back, and what would help. */
import { Check, CircleCheck, CircleX, Eye, EyeOff, Minus, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Schemas } from "@/api";
import { useCan } from "@/app/me";
import { usePickText } from "@/i18n/usePickText";
import { StatusTag } from "@/ui";
import css from "../admin.module.css";
import accessCss from "./access.module.css";
import { isRecordPermission } from "../roles/grants";

type Explanation = Schemas["AccessExplanation"];

export function Answer({ answer }: { answer: Explanation }) {
  const { t } = useTranslation("admin");
  const can = useCan();
  const { allowed, person, form, record, fields, needed } = answer;
  const [verdict, ...rest] = answer.reasons;
  const ofFields = new Set(fields.map((field) => field.text));
  const reasons = rest.filter((reason) => !ofFields.has(reason));
  const Icon = allowed ? CircleCheck : CircleX;
  return (
    <section className={accessCss.answer} aria-label={t("access.answer")}>
      <h2 className={accessCss.verdict} data-allowed={allowed}>
        <Icon size={20} aria-hidden />
        {verdict}
      </h2>
      {record && (
        <p className={css.hint}>
          {[t("access.recordBy", { name: record.createdBy.name }), record.department ? <DepartmentName key="department" department={record.department} /> : t("access.recordNowhere")].map((part, at) => (
            <span key={at}>
              {at > 0 && " · "}
              {part}
            </span>
          ))}
        </p>
      )}
      <h3>{t("access.why")}</h3>
      <ul className={`${css.rows} ${accessCss.reasons}`} aria-label={t("access.why")}>
        {reasons.map((reason, at) => (
          <Reason key={at} text={reason} answer={answer} />
        ))}
      </ul>
      {isRecordPermission(answer.permission) && form && allowed && <Fields fields={fields} form={form} />}
      {needed.length > 0 && (
        <>
          <h3>{t("access.needed")}</h3>
          <ul className={`${css.rows} ${accessCss.reasons}`} aria-label={t("access.needed")}>
            {needed.map((need) => (
              <li key={need}>{need}</li>
            ))}
          </ul>
        </>
      )}
      <p className={accessCss.answerFoot}>
        {can("org.manage") && <Link to={`/admin/people?person=${person.id}`}>{t("access.openPerson", { name: person.name })}</Link>}
      </p>
    </section>
  );
}

/** A sentence that names a role leads to that role. */
function Reason({ text, answer }: { text: string; answer: Explanation }) {
  const { t } = useTranslation("admin");
  const pick = usePickText();
  const ground = answer.grounds.find((one) => one.text === text);
  const Icon = !ground ? Minus : ground.covers === false ? X : Check;
  return (
    <li>
      <Icon size={16} aria-hidden className={accessCss.reasonIcon} data-for={ground ? ground.covers !== false : undefined} />
      <span>{text}</span>
      {ground && (
        <Link className={css.end} to={`/admin/roles?id=${ground.role.id}`} aria-label={t("access.openRole", { role: pick(ground.role.name) })}>
          {t("access.open")}
        </Link>
      )}
    </li>
  );
}

function Fields({ fields, form }: { fields: Explanation["fields"]; form: Schemas["FormRef"] }) {
  const { t } = useTranslation("admin");
  const pick = usePickText();
  return (
    <>
      <h3>{t("access.fields", { form: pick(form.name) })}</h3>
      {fields.length === 0 ? (
        <p className={css.secondary}>{t("access.allFields")}</p>
      ) : (
        <ul className={css.rows} aria-label={t("access.fields", { form: pick(form.name) })}>
          {fields.map(({ field, label, right, roles }) => (
            <li key={field}>
              <span>
                {pick(label) || field} <span className={css.count}>{field}</span>
              </span>
              <span className={`${css.end} ${accessCss.fieldVerdict}`}>
                {roles.map((role) => (
                  <Link key={role.id} to={`/admin/roles?id=${role.id}&part=fields&form=${form.id}`}>
                    {pick(role.name)}
                  </Link>
                ))}
                <StatusTag tone={right === "hidden" ? "waiting" : "neutral"} icon={right === "hidden" ? EyeOff : Eye} plain>
                  {t(`fields.${right}`)}
                </StatusTag>
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function DepartmentName({ department }: { department: Schemas["DepartmentRef"] }) {
  const { t } = useTranslation("admin");
  const pick = usePickText();
  return <>{t("access.recordOf", { department: pick(department.name) })}</>;
}
