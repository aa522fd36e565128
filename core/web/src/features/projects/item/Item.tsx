// A work item that is there: its head, what it says, what stands below and beside it, and what was said and done.
import { Button, Drawer } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { pickText } from "@/i18n";
import type { FormIssue } from "@/form";
import { isProblem } from "@/api";
import { useKeepOpened } from "@/palette/recent";
import { useConfirmDanger } from "@/ui";
import { TypeIcon } from "../parts/TypeIcon";
import { typeOf } from "../parts/types";
import type { WorkItemDetail } from "../queries";
import { useProject } from "../useProject";
import { Activity } from "./Activity";
import { Children } from "./Children";
import { changedFields, type Editing } from "./editing";
import headCss from "./head.module.css";
import css from "./item.module.css";
import { ItemTools } from "./ItemTools";
import { OwnFields } from "./OwnFields";
import { Path } from "./Path";
import { Properties } from "./Properties";
import { Relations } from "./Relations";
import { StaleNotice } from "./StaleNotice";
import { StatusControl } from "./StatusControl";
import { Title } from "./Title";
import { useItemChange } from "./useItemChange";
import { useItemKeys } from "./useItemKeys";

interface Props {
  item: WorkItemDetail;
  size: number | string;
  siblings: string[] | undefined;
  onClose: () => void;
  onOpen: (id: string) => void;
  onReload: () => Promise<WorkItemDetail | undefined>;
}

export function Item({ item, size, siblings, onClose, onOpen, onReload }: Props) {
  const { t } = useTranslation("projects");
  const { types } = useProject();
  const confirm = useConfirmDanger();
  const change = useItemChange(item, onReload);
  useKeepOpened("workItem", item.id, item.title, item.key, `/projects/${item.projectId}/items/${item.id}`);
  const [editing, setEditing] = useState<Editing>();
  const [issues, setIssues] = useState<FormIssue[]>([]);
  const type = typeOf(types, item.type);
  const changes = editing ? changedFields(editing.base.fields, editing.data) : {};
  const dirty = Object.keys(changes).length > 0;

  const stopEditing = () => {
    setEditing(undefined);
    setIssues([]);
  };
  const leave = async (then: () => void) => {
    if (!dirty || (await confirm({ title: t("item.discard.title"), text: t("item.discard.text"), verb: t("item.discard.verb") })))
      then();
  };
  const edit = () => {
    if (item.can.update && !editing && item.schema.fields.length > 0) setEditing({ data: item.fields, base: item });
  };
  const save = async () => {
    if (!editing) return;
    try {
      await change.changing({ change: { fields: changes }, rev: editing.base.rev });
      stopEditing();
    } catch (error) {
      const own = isProblem(error) ? error.errors.filter((e) => e.field.startsWith("fields.")) : [];
      setIssues(own.map((e) => ({ ...e, field: e.field.slice("fields.".length) })) as FormIssue[]);
    }
  };
  /** Takes the latest state under what was typed; saving then says so. */
  const rebase = async () => {
    const latest = await onReload();
    if (latest && editing) setEditing({ base: latest, data: { ...latest.fields, ...changes } });
    change.keepTheirs();
  };

  const at = siblings?.indexOf(item.id) ?? -1;
  const neighbour = (by: number) => (at >= 0 ? siblings?.[at + by] : undefined);
  const go = (by: number) => {
    const id = neighbour(by);
    return id === undefined ? undefined : () => void leave(() => onOpen(id));
  };
  useItemKeys({
    e: edit,
    Escape: () => void leave(editing ? stopEditing : onClose),
    ...(go(-1) ? { ArrowLeft: go(-1)!, k: go(-1)! } : {}),
    ...(go(1) ? { ArrowRight: go(1)!, j: go(1)! } : {}),
  });

  return (
    <Drawer
      open
      push={false}
      size={size}
      keyboard={false}
      mask={{ enabled: false }}
      onClose={() => void leave(onClose)}
      classNames={{ body: headCss.body ?? "" }}
      title={
        <span className={css.kind}>
          <TypeIcon name={type?.icon} />
          <span className="ellipsis">{pickText(type?.name)}</span>
          <span className={css.key}>{item.key}</span>
        </span>
      }
      extra={<ItemTools item={item} previous={go(-1)} next={go(1)} onClose={onClose} onOpen={onOpen} onChanged={change.refresh} />}
      footer={
        editing && (
          <div className={headCss.foot}>
            <Button onClick={() => void leave(stopEditing)}>{t("item.cancel")}</Button>
            <Button type="primary" disabled={!dirty} loading={change.isPending} onClick={() => void save()}>
              {t("item.save")}
            </Button>
          </div>
        )
      }
    >
      <section className={css.section}>
        <Path item={item} onOpen={onOpen} />
        <Title item={item} onSave={(title) => change.change({ title }, { title })} />
        <StatusControl item={item} onMove={(status, extra) => change.changing({ change: { ...extra, status }, quiet: extra !== undefined })} />
        {change.stale && (
          <StaleNotice
            item={item}
            change={change.stale}
            onMine={editing ? rebase : change.keepMine}
            onTheirs={() => {
              stopEditing();
              change.keepTheirs();
            }}
          />
        )}
        <Properties item={item} onChange={change.change} />
      </section>
      <OwnFields
        item={item}
        editing={editing}
        issues={issues}
        onEdit={edit}
        onChange={(data) => editing && setEditing({ ...editing, data })}
      />
      <Children item={item} onOpen={onOpen} />
      <Relations item={item} onOpen={onOpen} onChanged={change.refresh} />
      <Activity item={item} />
    </Drawer>
  );
}
