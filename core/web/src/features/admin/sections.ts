/** The pages of the administration, and which permission opens each. */
import type { Permission } from "@/api";

export const SECTIONS = [
  { path: "departments", permission: "org.manage" },
  { path: "people", permission: "org.manage" },
  { path: "invitations", permission: "org.manage" },
  { path: "posts", permission: "org.manage" },
  { path: "roles", permission: "roles.manage" },
  { path: "access", permission: "roles.manage" },
  { path: "incidents", permission: "jobs.manage" },
  { path: "settings", permission: "settings.manage" },
  { path: "work-calendar", permission: "settings.manage" },
  { path: "change-log", permission: "audit.read" },
] as const satisfies { path: string; permission: Permission }[];
