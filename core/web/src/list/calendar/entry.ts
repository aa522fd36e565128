// What a calendar knows of a row: what it is, which days it takes, and whether it may be moved.

export interface Entry {
  id: string;
  title: string;
  href: string;
  /** The first and the last day. */
  days: [string, string];
  /** What stands beside the title, such as who made it. */
  beside?: React.ReactNode;
  /** Whether it is over: drawn more quietly. */
  done?: boolean;
}

/** How entries are given another day; absent where nothing may be moved. */
export interface Moving {
  may: (id: string) => boolean;
  /** To another day, or off the calendar. `from` is the day on which it was held; absent for one that had none. */
  move: (id: string, from: string | undefined, to: string) => void;
  /** Takes the day away; absent where there must be one. */
  clear?: (id: string) => void;
}
