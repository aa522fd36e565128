// One field, one value, all selected records. Which fields one may write is what the first of them tells.

import { useQuery } from "@tanstack/react-query";
import { Button, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { FormFill, isEmptyValue, textOf, type FormData } from "@/form";
import { ErrorState, ListSkeleton, Sheet } from "@/ui";
import { recordQuery, type FormInfo } from "../queries";
import { bulkFields } from "./editable";
import css from "./bulk.module.css";

interface Props {
  form: FormInfo;
  ids: string[];
  onClose: () => void;
  onSave: (data: FormData) => void;
}

export function EditSheet({ form, ids, onClose, onSave }: Props) {
  const { t, i18n } = useTranslation("records");
  const first = useQuery(recordQuery(ids[0] ?? ""));
  const [key, setKey] = useState<string>();
  const [data, setData] = useState<FormData>({});
  const fields = first.data ? bulkFields(form.schema, first.data.rights) : [];
  const field = fields.find((one) => one.key === key);
  const name = field && textOf(field.label, i18n.language, field.key);
  const value = field && data[field.key];
  const empty = isEmptyValue(value);
  const impossible = !field || (empty && field.required === true);
  return (
    <Sheet
      title={t("bulk.editTitle", { count: ids.length })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="primary" danger={!impossible && empty} disabled={impossible} onClick={() => field && onSave({ [field.key]: empty ? null : value })}>
            {t(!impossible && empty ? "bulk.emptyVerb" : "bulk.editVerb", { count: ids.length })}
          </Button>
        </>
      }
    >
      {first.error ? (
        <ErrorState error={first.error} onRetry={() => void first.refetch()} />
      ) : !first.data ? (
        <ListSkeleton rows={2} />
      ) : (
        <div className={css.edit}>
          <Select
            aria-label={t("bulk.field")}
            placeholder={t("bulk.field")}
            showSearch={{ optionFilterProp: "label" }}
            value={key ?? null}
            options={fields.map((one) => ({ value: one.key, label: textOf(one.label, i18n.language, one.key) }))}
            onChange={(next) => {
              setKey(next);
              setData({});
            }}
          />
          {field && (
            <>
              <FormFill
                key={field.key}
                schema={{ name: form.schema.name, fields: [{ ...field, width: "full" }] }}
                value={data}
                onChange={setData}
                state={{ data, fields: { [field.key]: { visible: true, required: field.required ?? false, readOnly: false } }, totals: {} }}
                summary={false}
              />
              {empty && <p className={css.quiet}>{t(field.required ? "bulk.needed" : "bulk.emptyHint", { name })}</p>}
            </>
          )}
        </div>
      )}
    </Sheet>
  );
}
