// `/imports/new`: the file to bring in, a template to start from, and what was brought in before.

import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Progress, Upload } from "antd";
import { FileDown, FileUp, TableProperties } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useCrumbs } from "@/app/crumbs";
import { useCan } from "@/app/me";
import { type FormSchema, textOf } from "@/form";
import { ButtonLink, EmptyState, ErrorState, groupDigits, ListSkeleton, Page, PageHeader } from "@/ui";
import { saveText } from "./csv";
import css from "./exchange.module.css";
import { formQuery, type Import } from "./queries";
import { RecentImports } from "./RecentImports";
import { PERSON_FIELDS, templateColumns, templateOf } from "./template";
import { ACCEPTED, COLUMNS_MAX, FILE_MAX_MB, ROWS_MAX, useFileIn } from "./useFileIn";

export default function UploadPage() {
  const [params] = useSearchParams();
  const can = useCan();
  const formId = params.get("form") ?? undefined;
  const after = params.get("after") ?? undefined;
  if (params.get("kind") === "people" && can("org.manage")) return <Giving kind="people" after={after} />;
  return formId ? <GivingRecords formId={formId} after={after} /> : <Nowhere />;
}

/** At an address that says not where to. */
function Nowhere() {
  const { t } = useTranslation("exchange");
  useCrumbs({ label: t("import.crumb") });
  return (
    <EmptyState
      icon={TableProperties}
      title={t("import.chooseForm")}
      action={
        <ButtonLink to="/forms">{t("import.toForms")}</ButtonLink>
      }
    >
      {t("import.chooseFormText")}
    </EmptyState>
  );
}

function GivingRecords({ formId, after }: { formId: string; after: string | undefined }) {
  const form = useQuery(formQuery(formId));
  if (form.isError) return <ErrorState error={form.error} onRetry={() => void form.refetch()} />;
  if (!form.data) return <ListSkeleton />;
  return <Giving key={formId} kind="records" form={form.data as FormIn} after={after} />;
}

interface FormIn {
  id: string;
  key: string;
  name: { "zh-CN"?: string; en?: string };
  schema: FormSchema;
}

function Giving({ kind, form, after }: { kind: Import["kind"]; form?: FormIn; after: string | undefined }) {
  const { t, i18n } = useTranslation("exchange");
  const name = form && textOf(form.name, i18n.language, form.key);
  const title = name ? t("import.titleRecords", { form: name }) : t("import.titlePeople");
  useCrumbs(...(form ? [{ label: name ?? "", to: `/forms/${form.id}/records` }] : [{ label: t("people.title"), to: "/admin/people" }]), { label: t("import.crumb") });
  const file = useFileIn({ kind, ...(form ? { formId: form.id } : {}), ...(after ? { after } : {}) });

  const template = () => {
    const columns = form ? templateColumns(form.schema, i18n.language) : PERSON_FIELDS.map((key) => t(`people.${key}`));
    saveText(t("import.templateName", { name: name ?? t("people.title") }), templateOf(columns));
  };
  return (
    <Page reading>
      <PageHeader
        title={title}
        actions={
          <Button icon={<FileDown size={16} aria-hidden />} onClick={template}>
            {t("import.template")}
          </Button>
        }
      />
      {after && <p className={css.hint}>{t("import.afterHint")}</p>}
      <Upload.Dragger accept={ACCEPTED} showUploadList={false} disabled={file.busy} beforeUpload={(chosen) => (file.give(chosen), false)} className={css.drop ?? ""}>
        <FileUp size={28} aria-hidden className={css.dropIcon} />
        <p className={css.dropTitle}>{t("import.drop")}</p>
        <p className={css.hint}>{t("import.limits", { mb: FILE_MAX_MB, rows: groupDigits(String(ROWS_MAX)), columns: COLUMNS_MAX })}</p>
      </Upload.Dragger>
      {file.busy && (
        <div className={css.sending} role="status">
          <span className="ellipsis">{t(file.share < 1 ? "import.sending" : "import.looking", { name: file.name })}</span>
          <Progress size="small" percent={Math.round(file.share * 100)} status="active" aria-label={t("import.sending", { name: file.name })} />
          <Button size="small" type="text" onClick={file.cancel}>
            {t("cancel")}
          </Button>
        </div>
      )}
      {file.problem && (
        <Alert
          type="error"
          showIcon
          title={file.problem}
          action={
            file.retryAs ? (
              <Button size="small" onClick={file.retryAs}>
                {t("import.tryGb18030")}
              </Button>
            ) : undefined
          }
        />
      )}
      <p className={css.hint}>{t(`import.how.${kind}`)}</p>
      <RecentImports kind={kind} formId={form?.id} />
    </Page>
  );
}
