// The form designer: one page under the studio.
import { type Feature, only, page } from "@/app/feature";

export const feature: Feature = {
  key: "form-designer",
  routes: [{ path: "studio/forms/:id", ...only("forms.design"), ...page(() => import("./DesignerPage")) }],
};
