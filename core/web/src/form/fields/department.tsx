// Departments of the tenant.

import { Network } from "lucide-react";
import { useTranslation } from "react-i18next";
import { DepartmentPicker } from "../pickers/DepartmentPicker";
import { textOf } from "../schema";
import { defineFieldType, type EditProps, type FilterEditorProps, type TextContext, type ViewProps } from "./fieldType";
import { asIds, control, usePlaceholder } from "./shared";

function Edit(props: EditProps<"department">) {
  return (
    <DepartmentPicker
      {...control(props)}
      style={{ width: "100%" }}
      value={asIds(props.value)}
      multiple={props.field.multiple ?? false}
      refs={props.refs}
      placeholder={usePlaceholder(props)}
      onChange={(ids) => props.onChange(ids.length > 0 ? ids : null)}
    />
  );
}

function print(value: unknown, { refs, locale, t }: TextContext): string {
  return asIds(value)
    .map((id) => textOf(refs.departments[id]?.name, locale, t("unknownDepartment")))
    .join(t("listSeparator"));
}

function View({ value, refs }: ViewProps<"department">) {
  const { t, i18n } = useTranslation("form");
  return print(value, { refs, locale: i18n.language, t });
}

function FilterEditor({ op, value, onChange, refs, label }: FilterEditorProps<"department">) {
  const several = op === "in" || op === "notIn";
  return (
    <DepartmentPicker
      aria-label={label}
      style={{ width: "100%" }}
      value={asIds(value)}
      multiple={several}
      refs={refs}
      onChange={(ids) => onChange(several ? ids : ids[0])}
    />
  );
}

export const department = defineFieldType<"department">({
  type: "department",
  icon: Network,
  group: "organisation",
  column: true,
  settings: () => ({ multiple: false }),
  Edit,
  View,
  FilterEditor,
  print: (_field, value, context) => print(value, context),
});
