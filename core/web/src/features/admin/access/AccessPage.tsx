/** `/admin/access`: why somebody may, or may not, do something with a form, a record, or the company. The question stands in the address. */
import { useQuery } from "@tanstack/react-query";
import { Select, Tag } from "antd";
import { CircleHelp } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { api, ok, type Permission } from "@/api";
import { PersonPicker, RecordPicker } from "@/form";
import { usePickText } from "@/i18n/usePickText";
import { EmptyState, ErrorState, ListSkeleton } from "@/ui";
import css from "../admin.module.css";
import accessCss from "./access.module.css";
import { formsQuery, permissionsQuery } from "../queries";
import { isRecordPermission, isScoped } from "../roles/grants";
import { Answer } from "./Answer";
import { fitting, type Question, queryOf, readQuestion, withForm, writeQuestion } from "./question";

export default function AccessPage() {
  const { t } = useTranslation("admin");
  const [params, setParams] = useSearchParams();
  const permissions = useQuery(permissionsQuery);
  if (permissions.error) return <ErrorState error={permissions.error} onRetry={() => void permissions.refetch()} />;
  if (!permissions.data) return <ListSkeleton />;
  const known = permissions.data.items.map((item) => item.permission);
  const question = readQuestion(params, known);
  // From the address itself: it is ahead of what is drawn while one chooses faster than the page follows.
  const ask = (change: Partial<Question>) => setParams(writeQuestion({ ...readQuestion(new URLSearchParams(window.location.search), known), ...change }), { replace: true });
  return (
    <div className={`${css.page} ${accessCss.reading}`}>
      <p className={css.secondary}>{t("access.intro")}</p>
      <QuestionFields question={question} known={known} onAsk={ask} />
      {question.person ? (
        <Answered question={question} />
      ) : (
        <EmptyState icon={CircleHelp} title={t("access.whose")}>
          {t("access.whoseText")}
        </EmptyState>
      )}
    </div>
  );
}

function QuestionFields({ question, known, onAsk }: { question: Question; known: Permission[]; onAsk: (change: Partial<Question>) => void }) {
  const { t } = useTranslation("admin");
  const pick = usePickText();
  const forms = useQuery(formsQuery).data?.items ?? [];
  const { person, permission, record, instance } = question;
  // A link names people and records by their ids, and a record without its form: the answer knows more.
  const answer = useQuery({ ...explainQuery(question), enabled: person !== undefined }).data;
  const form = question.form ?? answer?.form?.id;
  const title = useQuery({ ...titleQuery(record ?? ""), enabled: record !== undefined && answer !== undefined }).data;
  const refs = {
    people: person ? { [person]: answer?.person ?? { id: person, login: "", name: "…" } } : {},
    departments: {},
    records: record ? { [record]: { id: record, title: title || t("access.thisRecord"), formId: form ?? "" } } : {},
    files: {},
  };
  const option = (value: Permission) => {
    const name = t(`permission.${value}.name`);
    return { value, label: isRecordPermission(value) ? t("access.ofRecords", { name }) : name };
  };
  return (
    <div className={accessCss.question} role="group" aria-label={t("access.question")}>
      <Labelled label={t("access.person")}>
        <PersonPicker aria-label={t("access.person")} value={person ? [person] : []} refs={refs} onChange={([id]) => onAsk({ person: id })} />
      </Labelled>
      <Labelled label={t("access.permission")}>
        <Select<Permission>
          aria-label={t("access.permission")}
          showSearch={{ optionFilterProp: "label" }}
          value={permission}
          options={[
            { label: t("roles.records"), options: known.filter(isRecordPermission).map(option) },
            { label: t("roles.general"), options: known.filter((one) => !isRecordPermission(one)).map(option) },
          ]}
          onChange={(value) => onAsk({ permission: value })}
        />
      </Labelled>
      {isRecordPermission(permission) && (
        <Labelled label={t("access.form")}>
          <Select
            aria-label={t("access.form")}
            placeholder={t("access.anyForm")}
            allowClear
            showSearch={{ optionFilterProp: "label" }}
            value={form ?? null}
            options={forms.map((one) => ({ value: one.id, label: pick(one.name) }))}
            onChange={(id: string | null | undefined) => onAsk(withForm(id ?? undefined))}
          />
        </Labelled>
      )}
      {isRecordPermission(permission) && isScoped(permission) && (
        <Labelled label={instance ? t("access.instance") : t("access.record")}>
          {instance ? (
            <Tag closable onClose={() => onAsk({ instance: undefined })}>
              {t("access.thisInstance")}
            </Tag>
          ) : (
            <RecordPicker
              form={form ?? ""}
              disabled={!form}
              aria-label={t("access.record")}
              placeholder={t("access.anyRecord")}
              value={record ? [record] : []}
              refs={refs}
              onChange={([id]) => onAsk({ record: id, form })}
            />
          )}
        </Labelled>
      )}
    </div>
  );
}

function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={accessCss.labelled}>
      <span aria-hidden className={css.hint}>
        {label}
      </span>
      {children}
    </div>
  );
}

function explainQuery(question: Question) {
  const query = queryOf(fitting(question));
  return { queryKey: ["roles", "explain", query], queryFn: () => ok(api.GET("/access/explain", { params: { query } })) };
}

/** What a record is called, for who may see it. */
function titleQuery(id: string) {
  return { queryKey: ["record", id, "title"], queryFn: async () => (await ok(api.GET("/records/{id}", { params: { path: { id } } }))).title };
}

function Answered({ question }: { question: Question }) {
  const answer = useQuery(explainQuery(question));
  if (answer.error) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <ListSkeleton rows={4} />;
  return <Answer answer={answer.data} />;
}
