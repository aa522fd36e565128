// Pages that a person may not open say so, instead of asking the server for what it will refuse.
import { lazy, Suspense } from "react";
import { Outlet, type UIMatch, useMatches } from "react-router";
import type { Permission } from "@/api";
import { useCan } from "../me";

const NoAccess = lazy(() => import("./NoAccess"));

export function Guarded() {
  const can = useCan();
  const matches = useMatches() as UIMatch<unknown, { permissions?: Permission[] } | undefined>[];
  if (matches.every(({ handle }) => !handle?.permissions || can(...handle.permissions))) return <Outlet />;
  return (
    <Suspense fallback={null}>
      <NoAccess />
    </Suspense>
  );
}
