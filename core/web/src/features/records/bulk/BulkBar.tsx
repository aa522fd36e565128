// What can be done with the selected records, and how it went.

import { Button, Progress } from "antd";
import { Pencil, Trash2, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton, Sheet, useConfirmDanger } from "@/ui";
import { BULK_MAX, type FormInfo } from "../queries";
import css from "./bulk.module.css";
import { EditSheet } from "./EditSheet";
import type { Selection } from "./selection";
import { useBulk, type Bulk } from "./useBulk";

interface Props {
  form: FormInfo;
  selection: Selection;
}

export function BulkBar({ form, selection }: Props) {
  const { t } = useTranslation("records");
  const confirm = useConfirmDanger();
  const bulk = useBulk(form.id, selection.select);
  const [editing, setEditing] = useState(false);
  const { ids, capped, clear } = selection;
  const count = ids.length;
  const running = bulk.state !== undefined && bulk.state.result === undefined;
  const remove = async () => {
    if (await confirm({ title: t("bulk.deleteTitle", { count }), text: t("bulk.deleteText"), verb: t("bulk.deleteVerb", { count }) })) void bulk.start(ids, { delete: true });
  };
  return (
    <>
      {count > 0 && !running && (
        <div className={css.bar} role="region" aria-label={t("bulk.label")}>
          <span role="status">
            {t("bulk.selected", { count })}
            {capped && <span className={css.quiet}> {t("bulk.capped", { max: BULK_MAX })}</span>}
          </span>
          {form.rights.update && (
            <Button type="text" icon={<Pencil size={14} aria-hidden />} onClick={() => setEditing(true)}>
              {t("bulk.edit")}
            </Button>
          )}
          {form.rights.delete && (
            <Button type="text" danger icon={<Trash2 size={14} aria-hidden />} onClick={() => void remove()}>
              {t("delete")}
            </Button>
          )}
          <IconButton icon={X} label={t("bulk.clear")} onClick={clear} />
        </div>
      )}
      {running && bulk.state && (
        <div className={css.bar} role="status">
          <span>{t("bulk.running", { done: bulk.state.done, total: bulk.state.total })}</span>
          <Progress className={css.progress ?? ""} percent={(bulk.state.done / bulk.state.total) * 100} showInfo={false} size="small" aria-label={t("bulk.label")} />
        </div>
      )}
      {editing && (
        <EditSheet
          form={form}
          ids={ids}
          onClose={() => setEditing(false)}
          onSave={(data) => {
            setEditing(false);
            void bulk.start(ids, { change: { data } });
          }}
        />
      )}
      {bulk.state?.result && <Result bulk={bulk} titleOf={selection.titleOf} />}
    </>
  );
}

function Result({ bulk, titleOf }: { bulk: Bulk; titleOf: (id: string) => string }) {
  const { t } = useTranslation("records");
  const result = bulk.state?.result;
  if (!result) return null;
  return (
    <Sheet
      title={t("bulk.resultTitle", { count: result.failed.length })}
      onClose={bulk.close}
      footer={
        <>
          <Button onClick={bulk.close}>{t("bulk.close")}</Button>
          <Button type="primary" onClick={bulk.retry}>
            {t("bulk.retry", { count: result.failed.length })}
          </Button>
        </>
      }
    >
      <p className={css.quiet}>{t("bulk.resultDone", { count: result.done.length })}</p>
      <ul className={css.failed}>
        {result.failed.map(({ id, message }) => (
          <li key={id}>
            <span className="ellipsis">{titleOf(id) || t("untitled")}</span>
            <span className={css.reason}>{message}</span>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
