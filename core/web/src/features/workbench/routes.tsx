import { House } from "lucide-react";
import { type Feature, page } from "@/app/feature";

export const feature: Feature = {
  key: "workbench",
  nav: [{ label: "workbench", path: "/", icon: House, order: 10, group: "work", phone: true, count: (counts) => counts.openTasks + counts.workItems + counts.unreadMentions }],
  routes: [{ index: true, ...page(() => import("./WorkbenchPage")) }],
};
