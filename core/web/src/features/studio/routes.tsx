// The studio: every form and flow of the tenant, and the templates to begin with.
import { LayoutTemplate, PencilRuler } from "lucide-react";
import { type Feature, page } from "@/app/feature";

export const feature: Feature = {
  key: "studio",
  nav: [{ label: "studio", path: "/studio", icon: PencilRuler, order: 80, group: "build", permissions: ["forms.design", "flows.design", "templates.install"] }],
  commands: [{ id: "templates", label: "templates", icon: LayoutTemplate, path: "/studio/templates", permissions: ["templates.install"] }],
  routes: [
    { path: "studio", ...page(() => import("./StudioPage")) },
    { path: "studio/templates", ...page(() => import("./TemplatesPage")) },
  ],
};
