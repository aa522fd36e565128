// Moving a card writes the field. The card is in its new column at once and returns when the server refuses.

import { useMutation, useQueryClient, type InfiniteData } from "@tanstack/react-query";
import { App } from "antd";
import { useTranslation } from "react-i18next";
import { isProblem } from "@/api";
import { problemText } from "@/ui";
import { updateRecord, type RecordPages, type RecordRow } from "../queries";
import type { BoardColumn } from "./columns";

const STALE = 412;

export interface Move {
  row: RecordRow;
  from: BoardColumn;
  to: BoardColumn;
}

export function useMove(field: string, keyOf: (column: BoardColumn) => readonly unknown[]) {
  const { t } = useTranslation("records");
  const { t: ui } = useTranslation("ui");
  const client = useQueryClient();
  const { message } = App.useApp();
  const patch = (column: BoardColumn, change: (rows: RecordRow[], page: number) => RecordRow[], by: number) =>
    client.setQueryData<InfiniteData<RecordPages>>(
      keyOf(column),
      (old) => old && { ...old, pages: old.pages.map((page, at) => ({ ...page, items: change(page.items, at), ...(page.total != null ? { total: Math.max(0, page.total + by) } : {}) })) },
    );
  const put = (column: BoardColumn, row: RecordRow) => patch(column, (rows, page) => (page === 0 ? [row, ...rows] : rows), 1);
  const take = (column: BoardColumn, row: RecordRow) => patch(column, (rows) => rows.filter((one) => one.id !== row.id), -1);
  return useMutation({
    mutationFn: ({ row, to }: Move) => updateRecord(row.id, row.rev, { [field]: to.value }),
    onMutate: async ({ row, from, to }) => {
      await client.cancelQueries({ queryKey: ["records"] });
      const before = [from, to].map((column) => [keyOf(column), client.getQueryData(keyOf(column))] as const);
      take(from, row);
      put(to, { ...row, data: { ...row.data, [field]: to.value } });
      return { before };
    },
    onError: (error, { row, to }, context) => {
      for (const [key, data] of context?.before ?? []) client.setQueryData(key, data);
      const named = isProblem(error) ? error.errors.map((one) => one.message).join(" ") : "";
      const reason = isProblem(error, "network") ? ui("error.offlineHelp") : isProblem(error) && error.status === STALE ? t("board.stale") : named || problemText(error, ui("error.unknown"));
      void message.error(t("board.refused", { title: row.title || t("untitled"), column: to.label, reason }));
    },
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: ["records"] }), client.invalidateQueries({ queryKey: ["record"] })]),
  });
}
