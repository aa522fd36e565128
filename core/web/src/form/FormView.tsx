// A form for reading: a description list, three to a row on a desktop and two on a phone, tables at full width.

import { useId, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { PreviewPlace } from "@/preview";
import { rowsOf } from "./detail/rows";
import { fieldType } from "./fields/registry";
import { Nothing } from "./fields/shared";
import { FormContext, type FormShared } from "./FormContext";
import { FormSection } from "./FormSection";
import styles from "./form.module.css";
import { blocksOf } from "./layout";
import {
  isEmptyValue,
  NO_REFS,
  textOf,
  type Field,
  type FieldRights,
  type FormData,
  type FormSchema,
  type FormState,
  type Refs,
} from "./schema";
import { fieldState } from "./shown";
import { restingState } from "./useFormState";

export interface FormViewProps {
  schema: FormSchema;
  rights?: FieldRights | undefined;
  value: FormData;
  state?: FormState | undefined;
  refs?: Refs | undefined;
  /** The key of the amount being decided: shown first and large. */
  highlight?: string | undefined;
}

const NO_RIGHTS: FieldRights = {};

export function FormView({ schema, rights = NO_RIGHTS, value, state: given, refs = NO_REFS, highlight }: FormViewProps) {
  const prefix = useId().replaceAll(":", "");
  const state = useMemo(() => given ?? restingState(schema, value), [given, schema, value]);
  const shared = useMemo<FormShared>(() => ({ prefix, rights, refs, state, issues: [] }), [prefix, rights, refs, state]);
  const visible = (f: Field) => fieldState(f, state, rights).visible;
  const first = schema.fields.find((f) => f.key === highlight && visible(f));
  return (
    <FormContext.Provider value={shared}>
      <PreviewPlace>
        <div className={styles.form}>
          {first && (
            <dl className={styles.reading}>
              <Item field={first} value={value[first.key]} refs={refs} state={state} large />
            </dl>
          )}
          {blocksOf(schema.fields).map((block, index) => {
            const fields = block.fields.filter((f) => visible(f) && f !== first && f.type !== "hint");
            if (fields.length === 0) return null;
            return (
              <FormSection key={block.section?.key ?? index} section={block.section}>
                <dl className={styles.reading}>
                  {fields.map((field) => (
                    <Item
                      key={field.key}
                      field={field}
                      value={state.data[field.key] ?? value[field.key]}
                      refs={refs}
                      state={state}
                    />
                  ))}
                </dl>
              </FormSection>
            );
          })}
        </div>
      </PreviewPlace>
    </FormContext.Provider>
  );
}

function Item({
  field,
  value,
  refs,
  state,
  large = false,
}: {
  field: Field;
  value: unknown;
  refs: Refs;
  state: FormState;
  large?: boolean;
}) {
  const { t, i18n } = useTranslation("form");
  const { View } = fieldType(field.type);
  const label = textOf(field.label, i18n.language, field.key);
  const isTable = field.type === "detail";
  return (
    <div
      className={styles.item}
      data-full={isTable || field.type === "richText" || field.type === "longText" || field.width === "full" || undefined}
      data-large={large || undefined}
    >
      {isTable ? (
        <dt className={styles.tableTitle}>
          {label} <span className={styles.secondary}>{t("detail.rows", { count: rowsOf(value).length })}</span>
        </dt>
      ) : (
        <dt className={styles.label}>{label}</dt>
      )}
      <dd>{isEmptyValue(value) ? <Nothing /> : <View field={field} value={value} refs={refs} state={state} />}</dd>
    </div>
  );
}
