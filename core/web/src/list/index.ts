// The shared building block of every list: columns, a filter that reads as a sentence, views that are kept, one table,
// groups of rows, and the days of a month. Features import from here only; the calendar is loaded when it is shown.

export { type Column, type ColumnInfo, type FormColumns, type ListRow, formColumns, standingColumn } from "./column";
export { FilterBar } from "./filter/FilterBar";
export { type Leaf, readFilter, writeFilter } from "./filter/filter";
export { GroupedCards } from "./group/GroupedCards";
export { type Group, type GroupValue, groupsBy } from "./group/groups";
export { linesOf } from "./group/lines";
export { type AskGroup, type Grouped, type Section, useGroups } from "./group/useGroups";
export { type PageAsked, upTo } from "./group/upTo";
export { type Choice, chosen, groupedBy, type LayoutChoices } from "./layout/choices";
export { LayoutMenu } from "./layout/LayoutMenu";
export { mergedRefs } from "./refs";
export { ColumnMenu } from "./table/ColumnMenu";
export { ListTable, Shown } from "./table/ListTable";
export { type ColumnChoice, useColumnChoice } from "./useColumnChoice";
export { type Sort, useListState } from "./useListState";
export type { ViewPlace } from "./views/place";
export { type SavedView, viewsQuery } from "./views/queries";
export { addressWith, filterOf, type Layout, LAYOUTS, NO_SETTINGS, type Settings } from "./views/settings";
export { type OpenView, useView } from "./views/useView";
export { ViewNotes } from "./views/ViewNotes";
export { ViewTabs } from "./views/ViewTabs";
