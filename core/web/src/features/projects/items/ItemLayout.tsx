// The work items in the layout of the open view.
import { lazy, Suspense, useEffect } from "react";
import type { Refs } from "@/form";
import { chosen, type Column, type Grouped, type LayoutChoices, type OpenView } from "@/list";
import { ListSkeleton } from "@/ui";
import type { WorkItem } from "../queries";
import type { ItemRow } from "./columns";
import { ItemTable } from "./ItemTable";
import type { Asked } from "./useItemsAsked";
import type { FoundItems } from "./useItemRows";
import type { ItemSelection } from "./useSelected";

const ItemBoard = lazy(() => import("./ItemBoard"));
const ItemCalendar = lazy(() => import("./ItemCalendar"));

export interface LayoutProps {
  asked: Asked;
  open: OpenView;
  choices: LayoutChoices;
  found: FoundItems;
  /** The rows in groups, where one is asked for. */
  sections: Grouped<WorkItem> | undefined;
  columns: Column<ItemRow>[];
  shown: string[];
  refs: Refs;
  selection: ItemSelection;
  openId: string | undefined;
  hrefOf: (id: string) => string;
  /** Whether the line for new items is open. */
  creating: boolean;
  onToggle: (id: string) => void;
  onCreate: (parent?: WorkItem) => void;
  onRemove: (item: WorkItem) => void;
  /** Told the ids of what is shown, in order. */
  onOrder: (ids: string[] | undefined) => void;
}

export function ItemLayout(props: LayoutProps) {
  const { open, choices, columns } = props;
  const { layout } = open.settings;
  const day = columns.find(({ key }) => key === chosen(choices, "dateField", open.settings));
  if (layout === "board") {
    return (
      <Suspense fallback={<ListSkeleton rows={12} />}>
        <ItemBoard {...props} by={chosen(choices, "groupBy", open.settings)} />
      </Suspense>
    );
  }
  if (layout === "calendar" && day) {
    return (
      <Suspense fallback={<ListSkeleton rows={12} />}>
        <ItemCalendar {...props} by={day} />
      </Suspense>
    );
  }
  return <ItemTable {...props} />;
}

/** Tells the order of what is shown, by which an open item knows its neighbours. */
export function useOrder(ids: string[], onOrder: LayoutProps["onOrder"]) {
  const written = ids.join();
  useEffect(() => onOrder(written ? written.split(",") : undefined), [written, onOrder]);
}
