import { type Feature, page } from "@/app/feature";

export const feature: Feature = {
  key: "session",
  open: [{ path: "login", ...page(() => import("./SignInPage")) }],
};
