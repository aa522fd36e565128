// The fields of the item's type, for reading, and together for changing.
import { Button } from "antd";
import { Pencil } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "@/app/me";
import { type FormData, FormFill, type FormIssue, FormView, isEmptyValue } from "@/form";
import { KeyHint, useIsPhone } from "@/ui";
import type { WorkItemDetail } from "../queries";
import type { Editing } from "./editing";
import css from "./item.module.css";

interface Props {
  item: WorkItemDetail;
  editing: Editing | undefined;
  issues: FormIssue[];
  onEdit: () => void;
  onChange: (data: FormData) => void;
}

export function OwnFields({ item, editing, issues, onEdit, onChange }: Props) {
  const { t } = useTranslation("projects");
  const phone = useIsPhone();
  const me = useMe();
  const context = useMemo(
    () => ({ initiator: me.user.id, initiatorDepartment: me.departments.find((d) => d.main)?.department.id }),
    [me],
  );
  // What nobody filled in says nothing to who only reads.
  const schema = useMemo(
    () => ({
      ...item.schema,
      fields: item.schema.fields.filter((f) => f.type === "section" || f.type === "hint" || !isEmptyValue(item.fields[f.key])),
    }),
    [item.schema, item.fields],
  );
  if (item.schema.fields.length === 0) return null;
  return (
    <section className={css.section} aria-label={t("item.fields")}>
      <div className={css.sectionHead}>
        <h3>{t("item.fields")}</h3>
        {item.can.update && !editing && (
          <Button size="small" type="text" icon={<Pencil size={14} aria-hidden />} onClick={onEdit}>
            {t("item.edit")}
            {!phone && <KeyHint>E</KeyHint>}
          </Button>
        )}
      </div>
      {editing ? (
        <FormFill
          schema={editing.base.schema}
          context={context}
          value={editing.data}
          refs={editing.base.refs}
          issues={issues}
          onChange={onChange}
        />
      ) : schema.fields.length > 0 ? (
        <FormView schema={schema} value={item.fields} refs={item.refs} />
      ) : (
        <p className={css.quiet}>{t("item.noFields")}</p>
      )}
    </section>
  );
}
