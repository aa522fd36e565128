// Bringing in what a file holds, and the long tasks that run meanwhile.
import { ListChecks } from "lucide-react";
import { type Feature, only, page } from "@/app/feature";

export const feature: Feature = {
  key: "exchange",
  commands: [{ id: "background-tasks", label: "backgroundTasks", icon: ListChecks, path: "/background-tasks" }],
  routes: [
    { path: "imports/new", ...only("records.import", "org.manage"), ...page(() => import("./UploadPage")) },
    { path: "imports/:id", ...page(() => import("./ImportPage")) },
    { path: "background-tasks", ...page(() => import("./TasksPage")) },
  ],
};
