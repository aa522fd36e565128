// What a feature tells the shell. Each `src/features/<feature>/routes.tsx` exports one as `feature`; pages are lazy.
import type { LucideIcon } from "lucide-react";
import type { ComponentType } from "react";
import type { RouteObject } from "react-router";
import type { Counts, Permission } from "@/api";

export interface NavItem {
  /** Key under `app:nav`, such as `forms`. */
  label: string;
  path: string;
  icon: LucideIcon;
  /** Position in the rail, ascending. */
  order: number;
  /** Above the line (daily work) or below it (building and running). */
  group: "work" | "build";
  /** Shown to who has any of them; to everybody when absent. */
  permissions?: Permission[];
  /** The number beside it; none for 0. */
  count?: (counts: Counts) => number;
  /** Also in the phone's tab bar. */
  phone?: boolean;
}

/** What the command palette (Ctrl K) offers. */
export interface Command {
  id: string;
  /** Key under `app:command`. */
  label: string;
  icon: LucideIcon;
  path: string;
  permissions?: Permission[];
}

export interface Feature {
  key: string;
  nav?: NavItem[];
  commands?: Command[];
  /** Inside the shell, for signed-in people. Paths without the leading slash. */
  routes?: RouteObject[];
  /** Signed in, but without rail and top bar (print pages). */
  bare?: RouteObject[];
  /** Without sign-in. */
  open?: RouteObject[];
}

/** Opens a route, and those below it, to who has any of these: `{ path: "studio", ...only("forms.design"), … }`. */
export function only(...permissions: Permission[]): Pick<RouteObject, "handle"> {
  return { handle: { permissions } };
}

/** A lazily loaded page: `{ path: "forms", ...page(() => import("./FormsPage")) }`. */
export function page(load: () => Promise<{ default: ComponentType }>): Pick<RouteObject, "lazy"> {
  return { lazy: async () => ({ Component: (await load()).default }) };
}
