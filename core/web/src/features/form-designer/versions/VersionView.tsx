// A published version to look at: the form as people met it, with its rules and formulas at work. Nothing is kept.

import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { FormFill, textOf, type FormData, type FormSchema } from "@/form";
import { ErrorState, ListSkeleton } from "@/ui";
import css from "../designer.module.css";
import { versionQuery } from "../queries";

interface Props {
  formId: string;
  version: number;
  onBack: () => void;
}

export function VersionView({ formId, version, onBack }: Props) {
  const { t } = useTranslation("form-designer");
  const found = useQuery(versionQuery(formId, version));
  return (
    <div className={css.viewed}>
      <p className={css.viewing} role="status">
        {t("version.viewing", { version })}
        <Button size="small" onClick={onBack}>
          {t("version.backToDraft")}
        </Button>
      </p>
      <div className={css.stage}>
        {found.error ? (
          <ErrorState error={found.error} onRetry={() => void found.refetch()} />
        ) : found.data ? (
          <Paper key={version} schema={found.data.schema as FormSchema} />
        ) : (
          <ListSkeleton rows={8} />
        )}
      </div>
    </div>
  );
}

function Paper({ schema }: { schema: FormSchema }) {
  const { t, i18n } = useTranslation("form-designer");
  const [value, setValue] = useState<FormData>({});
  const description = textOf(schema.description, i18n.language);
  return (
    <div className={css.paper} data-device="desktop" data-try>
      <div className={css.paperHead}>
        <h2>{textOf(schema.name, i18n.language, t("untitled"))}</h2>
        {description && <p className={css.quiet}>{description}</p>}
      </div>
      <FormFill schema={schema} value={value} onChange={setValue} />
    </div>
  );
}
