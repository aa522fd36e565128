// The view of a project that a person looked at last, kept in this browser.
export const VIEWS = ["board", "items"] as const;
export type View = (typeof VIEWS)[number];

const KEY = "weir.projects.view";

export function lastView(): View {
  try {
    const kept = localStorage.getItem(KEY);
    return VIEWS.find((view) => view === kept) ?? "board";
  } catch {
    return "board";
  }
}

export function keepView(view: View): void {
  try {
    localStorage.setItem(KEY, view);
  } catch {
    // A browser that stores nothing begins at the board each time.
  }
}
