// One cell of a detail row: its editor, or its value where it may only be read, with its error.

import { Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import { fieldType, isNumeric } from "../fields/registry";
import { Nothing } from "../fields/shared";
import { controlId, issueAt, useForm } from "../FormContext";
import styles from "../form.module.css";
import { isEmptyValue, textOf, type Field } from "../schema";
import { cellState } from "./rows";

interface Props {
  table: Field;
  column: Field;
  index: number;
  value: unknown;
  inCell: boolean;
  onChange: (value: unknown) => void;
}

export function DetailCell({ table, column, index, value, inCell, onChange }: Props) {
  const { t, i18n } = useTranslation("form");
  const { prefix, rights, refs, state, issues } = useForm();
  const { Edit, View } = fieldType(column.type);
  const path = `${table.key}[${index}].${column.key}`;
  const issue = issueAt(issues, path);
  const may = cellState(table, column, index, state, rights);
  const id = controlId(prefix, path);
  const label = t("detail.cell", { column: textOf(column.label, i18n.language, column.key), row: index + 1 });
  if (may.readOnly || !Edit) {
    const shown = isEmptyValue(value) ? <Nothing /> : <View field={column} value={value} refs={refs} state={state} inCell />;
    return <div className={styles.cellView}>{shown}</div>;
  }
  const editor = (
    <div className={isNumeric(column) ? styles.cellNumber : undefined} data-invalid={issue ? true : undefined}>
      <Edit
        field={column}
        value={value}
        onChange={onChange}
        id={id}
        label={label}
        describedBy={issue ? `${id}-error` : undefined}
        required={may.required}
        invalid={issue !== undefined}
        refs={refs}
        inCell={inCell}
      />
      {issue && (
        <div id={`${id}-error`} className={inCell ? "visually-hidden" : styles.error}>
          {issue.message}
        </div>
      )}
    </div>
  );
  return issue && inCell ? <Tooltip title={issue.message}>{editor}</Tooltip> : editor;
}
