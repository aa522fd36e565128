// Forms whose records one may see, their records, one record, and its print.
import { Table2 } from "lucide-react";
import { type Feature, page } from "@/app/feature";

export const feature: Feature = {
  key: "records",
  nav: [{ label: "forms", path: "/forms", icon: Table2, order: 40, group: "work" }],
  routes: [
    { path: "forms", ...page(() => import("./FormsPage")) },
    { path: "forms/:id/records/:recordId?", ...page(() => import("./RecordsPage")) },
    { path: "forms/:id/records/deleted", ...page(() => import("./bin/BinPage")) },
  ],
  bare: [{ path: "print/records/:recordId", ...page(() => import("./PrintRecordPage")) }],
};
