import { SquareCheckBig } from "lucide-react";
import { Navigate } from "react-router";
import { type Feature, page } from "@/app/feature";

export const feature: Feature = {
  key: "approvals",
  nav: [
    {
      label: "approvals",
      path: "/approvals",
      icon: SquareCheckBig,
      order: 20,
      group: "work",
      count: (counts) => counts.openTasks,
      phone: true,
    },
  ],
  routes: [
    { path: "approvals", element: <Navigate to="/approvals/todo" replace /> },
    { path: "approvals/:box/:instanceId?", ...page(() => import("./ApprovalsPage")) },
  ],
};
