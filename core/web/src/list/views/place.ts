// The list that views belong to.

export interface ViewPlace {
  kind: "form" | "project";
  /** Of the form or the project. */
  id: string;
  /** Where the list stands without a view. */
  path: string;
  /** Whether the reader may keep views for everybody. */
  mayShare: boolean;
}
