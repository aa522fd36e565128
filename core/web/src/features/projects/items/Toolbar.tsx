// Above the list: which type, the filter, how many, the search, the layout, the columns, the recycle bin, and a new item.
import { Button, Input, Select } from "antd";
import { ArrowLeft, ListChecks, Plus, Search, Trash2 } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { usePickText } from "@/i18n/usePickText";
import { type ColumnInfo, ColumnMenu, type LayoutChoices, LayoutMenu, type OpenView } from "@/list";
import { IconButton, useDebounced, useIsPhone } from "@/ui";
import { TypeIcon } from "../parts/TypeIcon";
import { useProject } from "../useProject";
import { ITEM_LAYOUTS } from "./choices";
import binCss from "./bin.module.css";
import shared from "../projects.module.css";
import css from "./items.module.css";
import type { Asked } from "./useItemsAsked";
import type { ItemSelection } from "./useSelected";

const TYPING_PAUSE_MS = 300;
const ALL = "";

interface ToolbarProps {
  asked: Asked;
  open: OpenView;
  choices: LayoutChoices;
  total: number | null | undefined;
  totalCapped: boolean;
  columns: ColumnInfo[];
  shown: string[];
  selection: ItemSelection;
  /** Absent for who may not. */
  onCreate: (() => void) | undefined;
  /** The filter. */
  children: ReactNode;
}

export function Toolbar({ asked, open, choices, total, totalCapped, columns, shown, selection, onCreate, children }: ToolbarProps) {
  const { t } = useTranslation("projects");
  const pick = usePickText();
  const phone = useIsPhone();
  const { types } = useProject();
  const { q, setQ, settings } = open;
  const [typed, setTyped] = useState(q);
  const settled = useDebounced(typed.trim(), TYPING_PAUSE_MS);
  useEffect(() => {
    if (settled !== q) setQ(settled);
    // Only what was typed is carried into the address; going back in history must not be undone by it.
  }, [settled]);
  // Cleared from elsewhere.
  useEffect(() => {
    if (!q) setTyped("");
  }, [q]);

  return (
    <div className={css.toolbar}>
      {asked.bin ? (
        <>
          <Button type="text" icon={<ArrowLeft size={16} aria-hidden />} onClick={() => asked.setBin(false)}>
            {t("bin.back")}
          </Button>
          <h2 className={binCss.binHead}>{t("bin.title")}</h2>
        </>
      ) : (
        <>
          <Select
            aria-label={t("column.type")}
            className={css.typeSelect ?? ""}
            popupMatchSelectWidth={false}
            value={asked.type?.key ?? ALL}
            options={[
              { value: ALL, label: t("items.allTypes") },
              ...types.map(({ key, name, icon }) => ({
                value: key,
                label: (
                  <span className={shared.typeOption}>
                    <TypeIcon name={icon} />
                    {pick(name)}
                  </span>
                ),
              })),
            ]}
            onChange={(key) => asked.setType(key || undefined)}
          />
          <div className={css.filter}>{children}</div>
        </>
      )}
      <div className={css.tools}>
        {!asked.bin && total != null && (
          <span className={css.total}>{t(totalCapped ? "items.totalCapped" : "items.total", { count: total })}</span>
        )}
        <Input
          className={shared.search}
          prefix={<Search size={14} aria-hidden />}
          placeholder={t("items.search")}
          aria-label={t("items.search")}
          allowClear
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        {!asked.bin && (
          <>
            <LayoutMenu layouts={ITEM_LAYOUTS} settings={settings} choices={choices} onChange={open.change} />
            {!phone && settings.layout === "table" && <ColumnMenu columns={columns} shown={shown} onChange={(next) => open.change({ columns: next ?? [] })} />}
            {selection.toggle && <IconButton icon={ListChecks} label={t(selection.on ? "bulk.stop" : "bulk.start")} aria-pressed={selection.on} onClick={selection.toggle} />}
            <IconButton icon={Trash2} label={t("bin.title")} onClick={() => asked.setBin(true)} />
            {onCreate && (
              <Button type="primary" icon={<Plus size={16} aria-hidden />} onClick={onCreate} aria-keyshortcuts="c" aria-label={t("items.create")}>
                {phone ? null : t("items.create")}
              </Button>
            )}
          </>
        )}
      </div>
    </div>
  );
}
