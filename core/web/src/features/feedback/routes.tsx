// Feedback about the product: one's own, everybody's for who handles it, and one of them with its answers.
import { type Feature, only, page } from "@/app/feature";

export const feature: Feature = {
  key: "feedback",
  routes: [
    { path: "feedback", ...page(() => import("./FeedbackListPage")) },
    { path: "feedback/all", ...only("settings.manage"), ...page(() => import("./FeedbackListPage")) },
    { path: "feedback/:id", ...page(() => import("./FeedbackPage")) },
  ],
};
