// The recycle bin of a form: what was deleted, by when it is gone for good, and the way back.

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Table } from "antd";
import { RotateCcw, Trash2 } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { isProblem, type Schemas } from "@/api";
import { useCrumbs } from "@/app/crumbs";
import { textOf } from "@/form";
import { DateTime, EmptyState, ErrorState, ListSkeleton, LoadMore, Page, PageHeader, PersonName, useIsPhone, useProblemToast } from "@/ui";
import { deletedQuery, formQuery, restoreRecord } from "../queries";
import css from "./bin.module.css";

type Deleted = Schemas["DeletedRecord"];

export default function BinPage() {
  const { t, i18n } = useTranslation("records");
  const { id = "" } = useParams();
  const phone = useIsPhone();
  const form = useQuery(formQuery(id));
  const bin = useInfiniteQuery(deletedQuery(id));
  const { restore, pending } = useRestore(id);
  const rows = useMemo(() => bin.data?.pages.flatMap((page) => page.items) ?? [], [bin.data]);
  useCrumbs({ label: t("forms"), to: "/forms" }, { label: textOf(form.data?.name, i18n.language), to: `/forms/${id}/records` }, { label: t("bin.title") });
  const back = (row: Deleted) => (
    <Button icon={<RotateCcw size={14} aria-hidden />} type={phone ? "default" : "text"} loading={pending === row.id} aria-label={t("bin.restoreOne", { title: row.title || t("untitled") })} onClick={() => restore(row)}>
      {t("bin.restore")}
    </Button>
  );
  return (
    <Page reading>
      <PageHeader title={t("bin.title")} sub={t("bin.text")} />
      {bin.error && rows.length === 0 ? (
        <ErrorState error={bin.error} onRetry={() => void bin.refetch()} />
      ) : bin.isPending ? (
        <ListSkeleton rows={8} />
      ) : rows.length === 0 ? (
        <EmptyState icon={Trash2} title={t("bin.none")}>
          {t("bin.noneText")}
        </EmptyState>
      ) : phone ? (
        <ul className={css.cards}>
          {rows.map((row) => (
            <li key={row.id}>
              <span className={css.text}>
                <strong className="ellipsis">{row.title || t("untitled")}</strong>
                <span className={css.quiet}>
                  {t("bin.deletedAt")} <DateTime value={row.deletedAt} within /> · {row.deletedBy.name}
                </span>
                <span className={css.quiet}>
                  {t("bin.goneAt")} <DateTime value={row.goneAt} form="day" within />
                </span>
              </span>
              {back(row)}
            </li>
          ))}
        </ul>
      ) : (
        <Table<Deleted>
          size="small"
          rowKey="id"
          pagination={false}
          dataSource={rows}
          columns={[
            { key: "title", title: t("bin.record"), ellipsis: true, render: (_, row) => row.title || t("untitled") },
            { key: "by", title: t("bin.createdBy"), width: 112, render: (_, row) => <PersonName person={row.createdBy} /> },
            { key: "deletedBy", title: t("bin.deletedBy"), width: 112, render: (_, row) => <PersonName person={row.deletedBy} /> },
            { key: "deleted", title: t("bin.deletedAt"), width: 140, render: (_, row) => <DateTime value={row.deletedAt} /> },
            { key: "gone", title: t("bin.goneAt"), width: 140, render: (_, row) => <DateTime value={row.goneAt} form="day" /> },
            { key: "restore", title: <span className="visually-hidden">{t("bin.restore")}</span>, width: 120, align: "right", render: (_, row) => back(row) },
          ]}
        />
      )}
      <LoadMore hasMore={bin.hasNextPage} loading={bin.isFetchingNextPage} onMore={() => void bin.fetchNextPage()} />
    </Page>
  );
}

function useRestore(formId: string) {
  const { t } = useTranslation("records");
  const client = useQueryClient();
  const navigate = useNavigate();
  const toast = useProblemToast();
  const { message, modal } = App.useApp();
  const change = useMutation({
    mutationFn: (row: Deleted) => restoreRecord(row.id),
    onSuccess: (_, row) => {
      const key = `restored-${row.id}`;
      void message.open({
        key,
        type: "success",
        content: (
          <>
            {t("bin.restored", { title: row.title || t("untitled") })}
            <Button
              type="link"
              size="small"
              onClick={() => {
                message.destroy(key);
                void navigate(`/forms/${formId}/records/${row.id}`);
              }}
            >
              {t("bin.open")}
            </Button>
          </>
        ),
      });
    },
    onError: (error, row) => {
      // Another record has taken a value that must be unique: which, the server says; what to do, we do.
      if (isProblem(error) && error.errors.length > 0)
        modal.error({ title: t("bin.refused", { title: row.title || t("untitled") }), content: `${error.errors.map((one) => one.message).join(" ")} ${t("bin.refusedHelp")}`, okText: t("bulk.close") });
      else toast(error);
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["records"] }),
  });
  return { restore: (row: Deleted) => !change.isPending && change.mutate(row), pending: change.isPending ? change.variables.id : undefined };
}
