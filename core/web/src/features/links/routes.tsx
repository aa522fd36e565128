// Links by which others fill in a form: keeping them, and the page behind one, which needs no sign-in.
import { type Feature, only, page } from "@/app/feature";

export const feature: Feature = {
  key: "links",
  routes: [{ path: "forms/:id/links", ...only("forms.design"), ...page(() => import("./keep/LinksPage")) }],
  open: [{ path: "f/:token", ...page(() => import("./fill/FillPage")) }],
};
