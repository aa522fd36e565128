// A record that exists. Changing it says which state it changed; when someone else was faster, their values are
// loaded under one's own, and nothing is overwritten unseen.

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Drawer, Dropdown, type MenuProps } from "antd";
import { CircleHelp, ClipboardCheck, Ellipsis, Pencil, Printer, Trash2 } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { isProblem } from "@/api";
import { useCan } from "@/app/me";
import { FormFill, FormView, type FormData, type FormIssue } from "@/form";
import { useKeepOpened } from "@/palette/recent";
import { ButtonLink, DateTime, IconButton, InstanceStatusTag, useConfirmDanger, useProblemToast } from "@/ui";
import { Origin } from "../Origin";
import { deleteRecord, restoreRecord, updateRecord, type RecordDetail } from "../queries";
import css from "../records.module.css";
import { changedOf } from "./changed";
import { History } from "./History";

const STALE = 412;
/** Long enough to read the message and think again. */
const UNDO_SECONDS = 8;

interface Props {
  record: RecordDetail;
  size: number | string;
  onClose: () => void;
  onReload: () => Promise<{ data?: RecordDetail | undefined }>;
}

export function Record({ record, size, onClose, onReload }: Props) {
  const { t } = useTranslation("records");
  const client = useQueryClient();
  const toast = useProblemToast();
  const confirm = useConfirmDanger();
  const can = useCan();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [editing, setEditing] = useState<{ data: FormData; base: RecordDetail }>();
  const [issues, setIssues] = useState<FormIssue[]>([]);
  const [stale, setStale] = useState(false);
  const refresh = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ["records"] }),
      client.invalidateQueries({ queryKey: ["record", record.id] }),
    ]);
  useKeepOpened("record", record.id, record.title, "", `/forms/${record.formId}/records/${record.id}`);
  const changes = useMemo(() => (editing ? changedOf(editing.base.data, editing.data) : {}), [editing]);
  const dirty = Object.keys(changes).length > 0;

  const save = useMutation({
    mutationFn: () => updateRecord(record.id, editing?.base.rev ?? record.rev, changes),
    onSuccess: async () => {
      await refresh();
      setEditing(undefined);
      setIssues([]);
      void message.success(t("saved"));
    },
    onError: (error) => {
      if (isProblem(error) && error.status === STALE) setStale(true);
      else {
        if (isProblem(error)) setIssues(error.errors);
        toast(error);
      }
    },
  });
  const rebase = useMutation({
    mutationFn: onReload,
    onSuccess: ({ data }) => {
      if (data && editing) setEditing({ base: data, data: { ...data.data, ...changes } });
      setStale(false);
    },
    onError: toast,
  });
  const remove = useMutation({
    mutationFn: () => deleteRecord(record.id),
    onSuccess: () => {
      onClose();
      void client.invalidateQueries({ queryKey: ["records"] });
      const key = `deleted-${record.id}`;
      void message.open({
        key,
        type: "success",
        duration: UNDO_SECONDS,
        content: (
          <>
            {t("deleted", { title: record.title })}
            <Button
              type="link"
              size="small"
              onClick={() => {
                message.destroy(key);
                restoreRecord(record.id).then(refresh, toast);
              }}
            >
              {t("undo")}
            </Button>
          </>
        ),
      });
    },
    onError: toast,
  });
  const leave = async (then: () => void) => {
    if (!dirty || (await confirm({ title: t("discard.title"), text: t("discard.text"), verb: t("discard.verb") }))) then();
  };
  const stopEditing = () => {
    setEditing(undefined);
    setIssues([]);
    setStale(false);
  };

  const more: NonNullable<MenuProps["items"]> = [
    ...(can("roles.manage")
      ? [{ key: "why", label: t("whoSees"), icon: <CircleHelp size={14} aria-hidden />, onClick: () => void navigate(`/admin/access?form=${record.formId}&record=${record.id}`) }]
      : []),
    ...(record.can.delete ? [{ key: "delete", danger: true, label: t("delete"), icon: <Trash2 size={14} aria-hidden />, onClick: () => remove.mutate() }] : []),
  ];

  return (
    <Drawer
      open
      push={false}
      size={size}
      mask={{ enabled: editing !== undefined, closable: false }}
      onClose={() => void leave(onClose)}
      title={record.title || t("untitled")}
      extra={
        !editing && (
          <span className={css.drawerTools}>
            {record.instanceId && (
              <ButtonLink to={`/approvals/started/${record.instanceId}`} type="text" icon={<ClipboardCheck size={16} aria-hidden />}>
                {t("approval")}
              </ButtonLink>
            )}
            <IconButton icon={Printer} label={t("print")} onClick={() => window.open(`/print/records/${record.id}`, "_blank")} />
            {more.length > 0 && (
              <Dropdown trigger={["click"]} menu={{ items: more }}>
                <span>
                  <IconButton icon={Ellipsis} label={t("moreActions")} />
                </span>
              </Dropdown>
            )}
            {record.can.update && (
              <Button
                icon={<Pencil size={14} aria-hidden />}
                onClick={() => setEditing({ data: record.data, base: record })}
              >
                {t("edit")}
              </Button>
            )}
          </span>
        )
      }
      footer={
        editing && (
          <div className={css.drawerFoot}>
            <Button onClick={() => void leave(stopEditing)}>{t("cancel")}</Button>
            <Button type="primary" disabled={!dirty} loading={save.isPending} onClick={() => save.mutate()}>
              {t("save")}
            </Button>
          </div>
        )
      }
    >
      <div className={css.facts}>
        {record.status && <InstanceStatusTag status={record.status} />}
        <Origin row={record} whole />
        <span className={css.quiet}>
          <DateTime value={record.createdAt} /> {t("createdWord")} · {t("formVersion", { version: record.version })}
        </span>
      </div>
      {stale && (
        <div className={css.stale} role="alert">
          <span>{t("stale.text")}</span>
          <Button size="small" loading={rebase.isPending} onClick={() => rebase.mutate()}>
            {t("stale.rebase")}
          </Button>
          <Button
            size="small"
            onClick={() => {
              stopEditing();
              void onReload();
            }}
          >
            {t("stale.drop")}
          </Button>
        </div>
      )}
      {editing ? (
        <FormFill
          schema={record.schema}
          rights={record.rights}
          value={editing.data}
          refs={record.refs}
          issues={issues}
          onChange={(data) => setEditing({ ...editing, data })}
        />
      ) : (
        <>
          <FormView schema={record.schema} rights={record.rights} value={record.data} refs={record.refs} />
          <History entries={record.history} />
        </>
      )}
    </Drawer>
  );
}
