// A colleague, as everybody sees them.
import { type Feature, page } from "@/app/feature";

export const feature: Feature = { key: "people", routes: [{ path: "people/:id", ...page(() => import("./PersonPage")) }] };
