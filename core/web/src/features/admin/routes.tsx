// The administration: organisation, roles, what went wrong, settings, the change log.
import { SlidersHorizontal, UserPlus } from "lucide-react";
import { type Feature, page } from "@/app/feature";
import { SECTIONS } from "./sections";

export const feature: Feature = {
  key: "admin",
  nav: [{ label: "admin", path: "/admin", icon: SlidersHorizontal, order: 90, group: "build", permissions: SECTIONS.map((section) => section.permission) }],
  commands: [{ id: "people", label: "people", icon: UserPlus, path: "/admin/people", permissions: ["org.manage"] }],
  routes: [
    {
      path: "admin",
      ...page(() => import("./AdminLayout")),
      children: [
        { index: true, ...page(() => import("./AdminIndex")) },
        { path: "departments", ...page(() => import("./departments/DepartmentsPage")) },
        { path: "people", ...page(() => import("./people/PeoplePage")) },
        { path: "posts", ...page(() => import("./posts/PostsPage")) },
        { path: "roles", ...page(() => import("./roles/RolesPage")) },
        { path: "incidents", ...page(() => import("./incidents/IncidentsPage")) },
        { path: "settings", ...page(() => import("./settings/SettingsPage")) },
        { path: "change-log", ...page(() => import("./changes/ChangeLogPage")) },
      ],
    },
  ],
};
