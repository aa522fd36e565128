// Records of another form, chosen by title.

import { Link2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import styles from "../form.module.css";
import { RecordPicker } from "../pickers/RecordPicker";
import { defineFieldType, type EditProps, type FilterEditorProps, type ViewProps } from "./fieldType";
import { asIds, control, usePlaceholder } from "./shared";

function Edit(props: EditProps<"reference">) {
  return (
    <RecordPicker
      {...control(props)}
      form={props.field.form}
      style={{ width: "100%" }}
      value={asIds(props.value)}
      multiple={props.field.multiple ?? false}
      refs={props.refs}
      placeholder={usePlaceholder(props)}
      onChange={(ids) => props.onChange(ids.length > 0 ? ids : null)}
    />
  );
}

function View({ field, value, refs, inCell }: ViewProps<"reference">) {
  const { t } = useTranslation("form");
  const records = asIds(value).map((id) => refs.records[id] ?? { id, title: t("unknownRecord") });
  if (inCell) return <span className={styles.oneLine}>{records.map((r) => r.title).join(t("listSeparator"))}</span>;
  return (
    <span className={styles.tags}>
      {records.map((r) => (
        <Link key={r.id} to={`/forms/${r.formId ?? field.form}/records/${r.id}`}>
          {r.title}
        </Link>
      ))}
    </span>
  );
}

function FilterEditor({ field, op, value, onChange, refs, label }: FilterEditorProps<"reference">) {
  const several = op === "in" || op === "notIn";
  return (
    <RecordPicker
      aria-label={label}
      form={field.form}
      style={{ width: "100%" }}
      value={asIds(value)}
      multiple={several}
      refs={refs}
      onChange={(ids) => onChange(several ? ids : ids[0])}
    />
  );
}

export const reference = defineFieldType<"reference">({
  type: "reference",
  icon: Link2,
  group: "organisation",
  column: true,
  settings: () => ({ form: "", multiple: false }),
  Edit,
  View,
  FilterEditor,
  print: (_field, value, { refs, t }) =>
    asIds(value)
      .map((id) => refs.records[id]?.title ?? t("unknownRecord"))
      .join(t("listSeparator")),
});
