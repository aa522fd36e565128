// The administration: organisation, roles and why somebody may, what went wrong, settings, the change log.
import { SlidersHorizontal, UserPlus } from "lucide-react";
import { type Feature, only, page } from "@/app/feature";
import { SECTIONS } from "./sections";

/** A page of the administration with what opens it. */
function section(path: (typeof SECTIONS)[number]["path"]) {
  const found = SECTIONS.find((candidate) => candidate.path === path);
  return { path, ...(found && only(found.permission)) };
}

export const feature: Feature = {
  key: "admin",
  nav: [{ label: "admin", path: "/admin", icon: SlidersHorizontal, order: 90, group: "build", permissions: SECTIONS.map((section) => section.permission) }],
  commands: [{ id: "people", label: "people", icon: UserPlus, path: "/admin/people", permissions: ["org.manage"] }],
  routes: [
    {
      path: "admin",
      ...only(...SECTIONS.map((section) => section.permission)),
      ...page(() => import("./AdminLayout")),
      children: [
        { index: true, ...page(() => import("./AdminIndex")) },
        { ...section("departments"), ...page(() => import("./departments/DepartmentsPage")) },
        { ...section("people"), ...page(() => import("./people/PeoplePage")) },
        { ...section("invitations"), ...page(() => import("./people/InvitationsPage")) },
        { ...section("posts"), ...page(() => import("./posts/PostsPage")) },
        { ...section("roles"), ...page(() => import("./roles/RolesPage")) },
        { ...section("access"), ...page(() => import("./access/AccessPage")) },
        { ...section("incidents"), ...page(() => import("./incidents/IncidentsPage")) },
        { ...section("settings"), ...page(() => import("./settings/SettingsPage")) },
        { ...section("work-calendar"), ...page(() => import("./calendar/CalendarPage")) },
        { ...section("change-log"), ...page(() => import("./changes/ChangeLogPage")) },
      ],
    },
  ],
};
