// The studio: every form and flow of the tenant, and the templates to begin with.
import { LayoutTemplate, PencilRuler } from "lucide-react";
import { type Feature, only, page } from "@/app/feature";

const OPENED_BY = ["forms.design", "flows.design", "templates.install"] as const;

export const feature: Feature = {
  key: "studio",
  nav: [{ label: "studio", path: "/studio", icon: PencilRuler, order: 80, group: "build", permissions: [...OPENED_BY] }],
  commands: [{ id: "templates", label: "templates", icon: LayoutTemplate, path: "/studio/templates", permissions: ["templates.install"] }],
  routes: [
    { path: "studio", ...only(...OPENED_BY), ...page(() => import("./StudioPage")) },
    { path: "studio/templates", ...only("templates.install"), ...page(() => import("./TemplatesPage")) },
  ],
};
