// A new item in a column by its title alone: Enter adds it and waits for the next one, Esc ends.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Dropdown, Input, type InputRef } from "antd";
import { ChevronDown } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { pickText } from "@/i18n";
import { useProblemToast, useRequestKey } from "@/ui";
import { TypeIcon } from "../parts/TypeIcon";
import { createItem, ITEM_KEYS, type NewItem, type WorkItemType } from "../queries";
import boardCss from "./board.module.css";
import css from "./cell.module.css";
import { useBoard } from "./context";
import type { Cell } from "./place";
import { BY_STATUS, type Column } from "./verdict";

/** The types of which an item can lie in a cell. */
function typesFor(types: WorkItemType[], columnsBy: string, lanesBy: string | undefined, { column, lane }: Cell): WorkItemType[] {
  return types.filter((type) => {
    const hasOption = (field: string, key: string | null) => {
      const own = type.schema.fields.find((f) => f.key === field);
      return key === null || (own?.type === "singleSelect" && own.options.some((o) => o.key === key && !o.retired));
    };
    if (columnsBy === BY_STATUS ? !type.workflow.statuses.some((s) => s.key === column) : !hasOption(columnsBy, column)) return false;
    if (lanesBy === "$type") return type.key === lane;
    if (lanesBy === "$parent" && lane !== null) return true;
    if (lanesBy && !lanesBy.startsWith("$") && !hasOption(lanesBy, lane)) return false;
    return type.root;
  });
}

export function QuickCreate({ cell, column, onClose }: { cell: Cell; column: Column; onClose: () => void }) {
  const { t } = useTranslation("projects");
  const { project, types, board } = useBoard();
  const client = useQueryClient();
  const toast = useProblemToast();
  const requestKey = useRequestKey();
  const { message } = App.useApp();
  const input = useRef<InputRef>(null);
  const possible = typesFor(types, board.columnsBy, board.lanesBy ?? undefined, cell);
  const [typeKey, setTypeKey] = useState<string>();
  const [title, setTitle] = useState("");
  const type = possible.find((one) => one.key === typeKey) ?? possible[0];

  const create = useMutation({
    mutationFn: () => {
      const item: NewItem = { title: title.trim(), ...(type ? { type: type.key } : {}) };
      const fields: Record<string, unknown> = {};
      if (board.columnsBy === BY_STATUS) item.status = column.key ?? null;
      else if (column.key != null) fields[board.columnsBy] = column.key;
      if (board.lanesBy === "$assignee") item.assignee = cell.lane;
      else if (board.lanesBy === "$parent") item.parent = cell.lane;
      else if (board.lanesBy && !board.lanesBy.startsWith("$") && cell.lane !== null) fields[board.lanesBy] = cell.lane;
      if (Object.keys(fields).length > 0) item.fields = fields;
      // The column counts, so that the same title a second time is a second item.
      return createItem(project.id, item, requestKey({ item, count: column.count }));
    },
    onSuccess: (made) => {
      setTitle("");
      void message.success(t("board.created", { key: made.key }));
      input.current?.focus();
      for (const key of ITEM_KEYS) void client.invalidateQueries({ queryKey: [key] });
    },
    onError: toast,
  });
  const submit = () => {
    if (title.trim() && !create.isPending) create.mutate();
  };
  if (!type) {
    return (
      <p className={css.createNone}>
        {t("board.noType")}
        <Button size="small" type="text" onClick={onClose}>
          {t("item.close")}
        </Button>
      </p>
    );
  }
  return (
    <div
      className={css.createOpen}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onClose();
      }}
      onBlur={(event) => {
        // The menu of types lies elsewhere in the page.
        const into = event.relatedTarget;
        if (!title.trim() && into && !event.currentTarget.contains(into) && !into.closest(".ant-dropdown")) onClose();
      }}
    >
      <Input
        ref={input}
        autoFocus
        variant="borderless"
        value={title}
        maxLength={500}
        placeholder={t("board.createPlaceholder")}
        aria-label={t("board.createPlaceholder")}
        readOnly={create.isPending}
        onChange={(event) => setTitle(event.target.value)}
        onPressEnter={(event) => {
          if (!event.nativeEvent.isComposing) submit();
        }}
      />
      <div className={css.createTools}>
        <Dropdown
          trigger={["click"]}
          disabled={possible.length < 2}
          menu={{
            selectable: true,
            selectedKeys: [type.key],
            items: possible.map((one) => ({ key: one.key, label: pickText(one.name), icon: <TypeIcon name={one.icon} size={14} /> })),
            onClick: ({ key }) => {
              setTypeKey(key);
              input.current?.focus();
            },
          }}
        >
          <Button size="small" type="text" icon={<TypeIcon name={type.icon} size={14} />} aria-label={t("board.typeIs", { type: pickText(type.name) })}>
            {pickText(type.name)}
            {possible.length > 1 && <ChevronDown size={12} aria-hidden />}
          </Button>
        </Dropdown>
        <span className={boardCss.spring} />
        <Button size="small" type="text" onClick={onClose}>
          {t("item.cancel")}
        </Button>
        <Button size="small" disabled={!title.trim()} loading={create.isPending} onClick={submit}>
          {t("board.add")}
        </Button>
      </div>
    </div>
  );
}
