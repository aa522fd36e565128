// Projects: the list of them; and one project's board, work items and settings.
import { SquareKanban } from "lucide-react";
import { type Feature, page } from "@/app/feature";

export const feature: Feature = {
  key: "projects",
  nav: [{ label: "projects", path: "/projects", icon: SquareKanban, order: 30, group: "work", phone: true }],
  routes: [
    { path: "projects", ...page(() => import("./list/ProjectsPage")) },
    { path: "projects/templates", ...page(() => import("./templates/TemplatesPage")) },
    {
      path: "projects/:projectId",
      ...page(() => import("./ProjectLayout")),
      children: [
        { index: true, ...page(() => import("./ProjectIndex")) },
        { path: "board/:itemId?", ...page(() => import("./board/BoardPage")) },
        { path: "items/:itemId?", ...page(() => import("./items/ItemsPage")) },
        { path: "settings/:section?", ...page(() => import("./settings/SettingsPage")) },
      ],
    },
  ],
};
