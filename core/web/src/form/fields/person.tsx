// People of the tenant.

import { User } from "lucide-react";
import { useTranslation } from "react-i18next";
import { PersonName } from "@/ui";
import styles from "../form.module.css";
import { PersonPicker } from "../pickers/PersonPicker";
import { defineFieldType, type EditProps, type FilterEditorProps, type ViewProps } from "./fieldType";
import { asIds, control, usePlaceholder } from "./shared";

function Edit(props: EditProps<"person">) {
  return (
    <PersonPicker
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

function View({ value, refs, inCell }: ViewProps<"person">) {
  const { t } = useTranslation("form");
  const people = asIds(value).map((id) => refs.people[id] ?? { id, name: t("unknownPerson") });
  if (inCell) return <span className={styles.oneLine}>{people.map((p) => p.name).join(t("listSeparator"))}</span>;
  return (
    <span className={styles.tags}>
      {people.map((p) => (
        <PersonName key={p.id} person={p} />
      ))}
    </span>
  );
}

function FilterEditor({ op, value, onChange, refs, label }: FilterEditorProps<"person">) {
  const several = op === "in" || op === "notIn";
  return (
    <PersonPicker
      aria-label={label}
      style={{ width: "100%" }}
      value={asIds(value)}
      multiple={several}
      refs={refs}
      onChange={(ids) => onChange(several ? ids : ids[0])}
    />
  );
}

export const person = defineFieldType<"person">({
  type: "person",
  icon: User,
  group: "organisation",
  column: true,
  settings: () => ({ multiple: false }),
  Edit,
  View,
  FilterEditor,
  print: (_field, value, { refs, t }) =>
    asIds(value)
      .map((id) => refs.people[id]?.name ?? t("unknownPerson"))
      .join(t("listSeparator")),
});
