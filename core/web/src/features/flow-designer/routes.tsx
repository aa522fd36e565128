// The flow designer's place. It is reached from the studio, so the rail has no entry of its own.
import { type Feature, only, page } from "@/app/feature";

export const feature: Feature = {
  key: "flow-designer",
  routes: [{ path: "studio/flows/:key", ...only("flows.design"), ...page(() => import("./FlowDesignerPage")) }],
};
