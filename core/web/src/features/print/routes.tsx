import { type Feature, page } from "@/app/feature";

export const feature: Feature = {
  key: "print",
  bare: [{ path: "print/instances/:id", ...page(() => import("./PrintPage")) }],
};
