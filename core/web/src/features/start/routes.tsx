import { Plus } from "lucide-react";
import { type Feature, page } from "@/app/feature";

export const feature: Feature = {
  key: "start",
  nav: [{ label: "start", path: "/start", icon: Plus, order: 15, group: "work", permissions: ["flows.start"], phone: true }],
  routes: [
    { path: "start", ...page(() => import("./ChooserPage")) },
    { path: "start/:flowKey", ...page(() => import("./StartFlowPage")) },
  ],
};
