// Templates that projects are founded from, and how the pages name one.
import { queryOptions } from "@tanstack/react-query";
import { api, ok, type Schemas } from "@/api";

export type ProjectTemplate = Schemas["ProjectTemplate"];
export type TemplateRef = Schemas["ProjectTemplateRef"];

export const templatesQuery = queryOptions({
  queryKey: ["projectTemplates"],
  queryFn: async () => (await ok(api.GET("/project-templates"))).items,
});

/** One text for a template, for lists to choose from. */
export const templateKey = (template: TemplateRef): string => (template.kind === "own" ? template.id : `shipped:${template.key}`);
