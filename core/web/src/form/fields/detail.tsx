// Rows of columns. Everything of it lives in `../detail`; here it only takes its place among the types.

import { Table2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { DetailEdit } from "../detail/DetailEdit";
import { DetailView } from "../detail/DetailView";
import { rowsOf } from "../detail/rows";
import { defineFieldType, type ViewProps } from "./fieldType";

function Cell({ value }: ViewProps<"detail">) {
  const { t } = useTranslation("form");
  return t("detail.rows", { count: rowsOf(value).length });
}

export const detail = defineFieldType<"detail">({
  type: "detail",
  icon: Table2,
  group: "structure",
  column: false,
  startsFull: true,
  settings: () => ({ fields: [], totals: [], minRows: 0, maxRows: 500 }),
  Edit: DetailEdit,
  View: DetailView,
  Cell,
  print: (_field, value, { t }) => t("detail.rows", { count: rowsOf(value).length }),
});
