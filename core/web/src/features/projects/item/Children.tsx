// What stands directly below an item, how far it is, and a line for one more.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Input, Progress, Select } from "antd";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { pickText } from "@/i18n";
import { PersonAvatar, useRequestKey } from "@/ui";
import { DueDay } from "../parts/DueDay";
import { ItemStatus } from "../parts/ItemStatus";
import { statusOf } from "../parts/types";
import { useRefusal } from "../parts/useRefusal";
import { createItem, ITEM_KEYS, type WorkItem, type WorkItemDetail } from "../queries";
import { useProject } from "../useProject";
import css from "./family.module.css";
import itemCss from "./item.module.css";
import { childrenQuery } from "./queries";

export function Children({ item, onOpen }: { item: WorkItemDetail; onOpen: (id: string) => void }) {
  const { t } = useTranslation("projects");
  const { types } = useProject();
  const children = useQuery({ ...childrenQuery(item.projectId, item.id), enabled: item.children > 0 });
  const [adding, setAdding] = useState(false);
  const possible = types.filter((type) => !type.parents || type.parents.includes(item.type));
  const rows = item.children > 0 ? (children.data?.items ?? []) : [];
  const done = rows.filter((row) => row.category === "done").length;
  const mayAdd = item.can.update && possible.length > 0;
  if (item.children === 0 && !mayAdd) return null;
  return (
    <section className={itemCss.section} aria-label={t("item.children")}>
      <div className={itemCss.sectionHead}>
        <h3>{t("item.children")}</h3>
        {rows.length > 0 && (
          <span className={itemCss.quiet}>
            <span aria-hidden>
              {done} / {rows.length}
            </span>
            <span className="visually-hidden">{t("item.childrenDone", { done, total: rows.length })}</span>
          </span>
        )}
        {mayAdd && !adding && (
          <Button size="small" type="text" icon={<Plus size={14} aria-hidden />} onClick={() => setAdding(true)}>
            {t("item.addChild")}
          </Button>
        )}
      </div>
      {rows.length > 0 && (
        <Progress percent={(done / rows.length) * 100} size={{ height: 4 }} strokeColor="var(--ant-color-primary)" showInfo={false} aria-label={t("item.childrenDone", { done, total: rows.length })} />
      )}
      {rows.length > 0 && (
        <ul className={css.children}>
          {rows.map((row) => (
            <ChildRow key={row.id} row={row} status={pickText(statusOf(types, row.type, row.status)?.name)} onOpen={onOpen} />
          ))}
        </ul>
      )}
      {children.data && children.data.total > rows.length && (
        <p className={itemCss.quiet}>{t("item.moreChildren", { count: children.data.total - rows.length })}</p>
      )}
      {adding && <NewChild item={item} types={possible.map((type) => ({ value: type.key, label: pickText(type.name) }))} onClose={() => setAdding(false)} />}
    </section>
  );
}

function ChildRow({ row, status, onOpen }: { row: WorkItem; status: string; onOpen: (id: string) => void }) {
  return (
    <li className={css.row} data-done={row.category === "done" || undefined}>
      <span className={itemCss.key}>{row.key}</span>
      <button type="button" className={css.linkButton} title={row.title} onClick={() => onOpen(row.id)}>
        <span className="ellipsis">{row.title}</span>
      </button>
      <span className={css.rowEnd}>
        {row.due && row.category !== "done" && <DueDay day={row.due} />}
        <ItemStatus name={status} category={row.category} />
        {row.assignee && (
          <span title={row.assignee.name} className={css.disc}>
            <PersonAvatar person={row.assignee} size="small" />
            <span className="visually-hidden">{row.assignee.name}</span>
          </span>
        )}
      </span>
    </li>
  );
}

function NewChild({ item, types, onClose }: { item: WorkItemDetail; types: { value: string; label: string }[]; onClose: () => void }) {
  const { t } = useTranslation("projects");
  const client = useQueryClient();
  const refuse = useRefusal();
  const requestKey = useRequestKey();
  const [title, setTitle] = useState("");
  const [type, setType] = useState(types.find((one) => one.value === item.type)?.value ?? types[0]?.value);
  const create = useMutation({
    mutationFn: () => {
      const child = { title: title.trim(), parent: item.id, ...(type ? { type } : {}) };
      return createItem(item.projectId, child, requestKey({ child, count: item.children }));
    },
    onSuccess: () => {
      setTitle("");
      for (const key of ITEM_KEYS) void client.invalidateQueries({ queryKey: [key] });
    },
    onError: refuse,
  });
  const submit = () => {
    if (title.trim() && !create.isPending) create.mutate();
  };
  return (
    <div
      className={css.newChild}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onClose();
      }}
    >
      <Select aria-label={t("item.type")} popupMatchSelectWidth={false} value={type} options={types} onChange={setType} />
      <Input
        autoFocus
        value={title}
        maxLength={500}
        placeholder={t("item.childTitle")}
        aria-label={t("item.childTitle")}
        onChange={(event) => setTitle(event.target.value)}
        onPressEnter={(event) => {
          if (!event.nativeEvent.isComposing) submit();
        }}
      />
      <Button disabled={!title.trim()} loading={create.isPending} onClick={submit}>
        {t("board.add")}
      </Button>
      <Button type="text" onClick={onClose}>
        {t("item.cancel")}
      </Button>
    </div>
  );
}
