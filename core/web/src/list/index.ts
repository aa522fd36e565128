// The shared building block of every list: columns, a filter that reads as a sentence, and one table. Features import
// from here only.

export { type Column, type ColumnInfo, type FormColumns, type ListRow, formColumns, standingColumn } from "./column";
export { FilterBar } from "./filter/FilterBar";
export { type Leaf, readFilter, writeFilter } from "./filter/filter";
export { ColumnMenu } from "./table/ColumnMenu";
export { ListTable, Shown } from "./table/ListTable";
export { type ColumnChoice, useColumnChoice } from "./useColumnChoice";
export { type Sort, useListState } from "./useListState";
