// An item's status, changed in place: where it may go, and where it may not and why, is asked when the menu opens.
import { useQuery } from "@tanstack/react-query";
import { Dropdown } from "antd";
import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { usePickText } from "@/i18n/usePickText";
import { problemText } from "@/ui";
import { ItemStatus } from "../parts/ItemStatus";
import { statusOf } from "../parts/types";
import { useChangeItem } from "../parts/useChangeItem";
import css from "./cells.module.css";
import shared from "../projects.module.css";
import { itemQuery, type WorkItem } from "../queries";
import { useProject } from "../useProject";

export function StatusCell({ item }: { item: WorkItem }) {
  const { t } = useTranslation("projects");
  const pick = usePickText();
  const { project, types } = useProject();
  const [open, setOpen] = useState(false);
  const change = useChangeItem();
  // What may be done with it now, not when somebody looked at it last.
  const detail = useQuery({ ...itemQuery(item.id), enabled: open, staleTime: 0 });

  const status = statusOf(types, item.type, item.status);
  const name = pick(status?.name ?? {}) || item.status;
  const shown = <ItemStatus name={name} category={item.category} />;
  if (!project.can.work) return shown;

  const note = (key: string, label: string) => ({ key, disabled: true, label });
  const moves = detail.data?.moves ?? [];
  const items =
    detail.error && !detail.data
      ? [note("error", problemText(detail.error, t("items.loadFailed")))]
      : !detail.data
        ? [note("loading", t("items.loading"))]
        : moves.length === 0
          ? [note("none", t("items.noMoves"))]
          : moves.map(({ to, name: way, allowed, reasons = [] }) => {
              const target = statusOf(types, item.type, to);
              const targetName = pick(target?.name ?? {}) || to;
              const word = pick(way);
              return {
                key: to,
                disabled: !allowed,
                label: (
                  <span className={css.move}>
                    <ItemStatus name={targetName} category={target?.category ?? "todo"} />
                    {word !== targetName && <span className={`${shared.quiet} ${css.moveWord}`}>{word}</span>}
                    {!allowed && <span className={css.why}>{reasons.map((reason) => reason.message).join(" ")}</span>}
                  </span>
                ),
              };
            });

  return (
    // Its menu opens elsewhere on the page, but its presses are told to the row all the same.
    <span onClick={(event) => event.stopPropagation()}>
      <Dropdown
        trigger={["click"]}
        open={open}
        onOpenChange={setOpen}
        autoFocus
        menu={{
          items,
          onClick: ({ key }) => {
            const category = statusOf(types, item.type, key)?.category ?? item.category;
            change.mutate({ item: detail.data ? { ...item, rev: detail.data.rev } : item, change: { status: key }, shown: { status: key, category } });
          },
        }}
      >
        <button type="button" className={css.cell} aria-haspopup="menu" aria-label={t("items.changeStatus", { key: item.key, status: name })}>
          {shown}
          <ChevronDown size={14} aria-hidden className={css.hint} />
        </button>
      </Dropdown>
    </span>
  );
}
