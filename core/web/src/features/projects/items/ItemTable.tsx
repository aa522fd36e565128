// The work items as rows: in their hierarchy, narrowed to those that match, or in groups; on a phone as cards.
import { Button } from "antd";
import { ListTodo } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { type Column, GroupedCards, linesOf, ListTable, standingColumn } from "@/list";
import { EmptyState, ErrorState, ListSkeleton, useIsPhone } from "@/ui";
import { useProject } from "../useProject";
import type { WorkItem } from "../queries";
import type { ItemRow } from "./columns";
import { ItemCards } from "./ItemCards";
import { type LayoutProps, useOrder } from "./ItemLayout";
import css from "./items.module.css";
import { RowLead } from "./RowLead";
import { RowMenu } from "./RowMenu";

/** Beside the other columns shown at first, on a laptop: the hierarchy needs room, and what stands flat shows its parent. */
const TITLE_WIDTH = { tree: 420, flat: 320 } as const;

const rowOf = (item: WorkItem): ItemRow => ({ id: item.id, title: item.title, data: item.fields, item, depth: 0 });

export function ItemTable({ asked, open, found, sections: grouped, columns, shown, refs, selection, openId, hrefOf, creating, onToggle, onCreate, onRemove, onOrder }: LayoutProps) {
  const { t } = useTranslation("projects");
  const { t: words } = useTranslation("list");
  const { project, types } = useProject();
  const navigate = useNavigate();
  const phone = useIsPhone();
  const { can } = project;
  const tree = !found.narrowed && !grouped;
  const sections = useMemo(() => grouped?.sections.map((section) => ({ ...section, rows: section.rows.map(rowOf) })), [grouped]);
  const rows = useMemo((): ItemRow[] => found.rows.map((row) => ({ ...rowOf(row.item), ...row })), [found.rows]);
  const count = sections ? sections.length : rows.length;
  useOrder((sections ? sections.flatMap((one) => (one.open ? one.rows : [])) : rows).map(({ id }) => id), onOrder);

  const menu: Column<ItemRow> = standingColumn<ItemRow>({
    key: "$menu",
    label: t("column.menu"),
    field: { type: "text" },
    ops: [],
    sortable: false,
    width: 64,
    tools: true,
    cell: ({ item }) => <RowMenu item={item} canWork={can.work} href={`/projects/${project.id}/items/${item.id}`} onChild={onCreate} onDelete={onRemove} />,
  });
  const error = grouped ? grouped.error : (found.list.error ?? found.below.error);
  if (error && count === 0) return <ErrorState error={error} onRetry={() => (grouped ? grouped.retry() : void found.list.refetch())} />;
  if (grouped ? grouped.pending : found.list.isPending) return <ListSkeleton rows={12} />;
  if (count === 0 && found.narrowed) {
    return (
      <EmptyState title={t("items.noneFound")} action={<Button onClick={open.clear}>{words("filter.clear")}</Button>}>
        {t("items.noneFoundText")}
      </EmptyState>
    );
  }
  if (count === 0) {
    return (
      <EmptyState icon={ListTodo} title={t("items.none")} action={can.work && !creating && <Button onClick={() => onCreate()}>{t("items.create")}</Button>}>
        {t(can.work ? "items.noneText" : "items.noneTextViewer")}
      </EmptyState>
    );
  }
  const footer =
    !grouped && found.list.hasNextPage ? (
      <Button type="link" size="small" loading={found.list.isFetchingNextPage} onClick={found.more}>
        {words("more")}
      </Button>
    ) : null;
  if (phone) {
    const cards = (some: ItemRow[]) => <ItemCards rows={some} types={types} tree={tree} selection={selection} hrefOf={hrefOf} onToggle={onToggle} />;
    return (
      <>
        {sections ? <GroupedCards sections={sections}>{cards}</GroupedCards> : cards(rows)}
        <div className={css.moreOnPhone}>{footer}</div>
      </>
    );
  }
  return (
    <ListTable
      rows={sections ? linesOf(sections) : rows}
      refs={refs}
      columns={[...columns, menu]}
      shown={[...shown, menu.key]}
      choice={{ ...open.choice, widths: { $title: TITLE_WIDTH[tree ? "tree" : "flat"], ...open.choice.widths } }}
      onChoice={open.setChoice}
      sort={asked.sort}
      onSort={open.setSort}
      hrefOf={(row) => hrefOf(row.id)}
      onOpen={(row) => void navigate(hrefOf(row.id))}
      openId={openId}
      onEnd={found.more}
      footer={footer}
      lead={(row) => <RowLead row={row} types={types} tree={tree} onToggle={onToggle} />}
      {...(selection.on ? { selected: selection.ids, onSelect: selection.select } : {})}
    />
  );
}
