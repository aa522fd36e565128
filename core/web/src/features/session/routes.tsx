import { type Feature, page } from "@/app/feature";

const door = page(() => import("./SignInPage"));

export const feature: Feature = {
  key: "session",
  open: [
    { path: "login", ...door },
    { path: "invitation", ...door },
  ],
};
