// One comparison: which column, how, with what. Operators are those that the server allows for the column.

import { Button, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldType, type FilterOp, type Refs } from "@/form";
import type { ColumnInfo } from "../column";
import css from "../list.module.css";
import { isComplete, takesNothing, type Leaf } from "./filter";
import { operatorLabel } from "./words";

interface Props {
  columns: ColumnInfo[];
  leaf: Leaf | undefined;
  refs: Refs;
  onDone: (leaf: Leaf) => void;
}

const takesList = (op: FilterOp) => op === "in" || op === "notIn" || op === "between";

export function FilterEditor({ columns, leaf, refs, onDone }: Props) {
  const { t } = useTranslation("list");
  const { t: words } = useTranslation("form");
  const [draft, setDraft] = useState<Leaf | undefined>(leaf);
  const column = columns.find((c) => c.key === draft?.field);
  const Editor = column && fieldType(column.field.type).FilterEditor;
  const choose = (key: string) => {
    const next = columns.find((c) => c.key === key);
    if (next) setDraft({ field: key, op: next.ops[0] ?? "eq" });
  };
  return (
    <form
      className={css.filterEditor}
      onSubmit={(e) => {
        e.preventDefault();
        if (draft && isComplete(draft)) onDone(takesNothing(draft.op) ? { field: draft.field, op: draft.op } : draft);
      }}
    >
      <Select
        aria-label={t("filter.column")}
        placeholder={t("filter.column")}
        autoFocus={!leaf}
        showSearch={{ optionFilterProp: "label" }}
        value={draft?.field ?? null}
        options={columns.map((c) => ({ value: c.key, label: c.label }))}
        onChange={choose}
      />
      {draft && column && (
        <Select<FilterOp>
          aria-label={t("filter.operator")}
          value={draft.op}
          options={column.ops.map((op) => ({ value: op, label: operatorLabel(op, column, words) }))}
          onChange={(op) =>
            setDraft(takesList(op) === takesList(draft.op) && !(op === "between") ? { ...draft, op } : { field: draft.field, op })
          }
        />
      )}
      {draft && column && Editor && !takesNothing(draft.op) && (
        <Editor
          field={column.field}
          op={draft.op}
          value={draft.value}
          onChange={(value) => setDraft({ ...draft, value })}
          refs={refs}
          label={t("filter.value")}
        />
      )}
      {/* Nothing to press before there is something to compare. */}
      {draft && (
        <Button className={css.filterApply ?? ""} type="primary" htmlType="submit" disabled={!isComplete(draft)}>
          {t("filter.apply")}
        </Button>
      )}
    </form>
  );
}
