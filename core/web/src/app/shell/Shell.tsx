// The frame of every page: rail, top bar, content.
import { Suspense } from "react";
import { Outlet } from "react-router";
import { ListSkeleton } from "@/ui";

export function Shell() {
  return (
    <main id="main">
      <Suspense fallback={<ListSkeleton />}>
        <Outlet />
      </Suspense>
    </main>
  );
}
