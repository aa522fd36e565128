/** Forms with their flows below them, narrowed by what is typed. A flow that matches brings its form along. */
import type { Schemas } from "@/api";

export interface FormRow {
  form: Schemas["FormSummary"];
  flows: Schemas["FlowSummary"][];
}

export function rowsOf(forms: Schemas["FormSummary"][], flows: Schemas["FlowSummary"][], query: string): FormRow[] {
  const wanted = query.trim().toLowerCase();
  const fits = (thing: { key: string; name: { "zh-CN"?: string; en?: string } }) => !wanted || [thing.key, thing.name["zh-CN"], thing.name.en].some((text) => text?.toLowerCase().includes(wanted));
  return forms.flatMap((form) => {
    const own = flows.filter((flow) => flow.formId === form.id);
    if (fits(form)) return [{ form, flows: own }];
    const matching = own.filter(fits);
    return matching.length > 0 ? [{ form, flows: matching }] : [];
  });
}
