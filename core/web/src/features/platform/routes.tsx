import { type Feature, page } from "@/app/feature";

/** A page of its own before the app: who looks after the server belongs to no company. */
export const feature: Feature = {
  key: "platform",
  open: [{ path: "platform/:list?", ...page(() => import("./PlatformPage")) }],
};
