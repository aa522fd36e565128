// Choosing which columns are shown.

import { Button, Checkbox, Popover } from "antd";
import { Columns3 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ColumnInfo } from "../column";
import css from "../list.module.css";

interface Props {
  columns: ColumnInfo[];
  shown: string[];
  onChange: (shown: string[] | undefined) => void;
}

export function ColumnMenu({ columns, shown, onChange }: Props) {
  const { t } = useTranslation("list");
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      arrow={false}
      content={
        <div className={css.columnMenu} role="group" aria-label={t("columns.title")}>
          {columns.map((column) => (
            <Checkbox
              key={column.key}
              checked={shown.includes(column.key)}
              onChange={(e) =>
                onChange(
                  e.target.checked
                    ? columns.map((c) => c.key).filter((k) => k === column.key || shown.includes(k))
                    : shown.filter((k) => k !== column.key),
                )
              }
            >
              {column.label}
            </Checkbox>
          ))}
          <Button type="link" size="small" onClick={() => onChange(undefined)}>
            {t("columns.reset")}
          </Button>
        </div>
      }
    >
      <Button type="text" icon={<Columns3 size={16} aria-hidden />}>
        {t("columns.title")}
      </Button>
    </Popover>
  );
}
