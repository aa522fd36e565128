/** `/admin` alone: goes to the first page that the person may open. */
import { Navigate } from "react-router";
import { useCan } from "@/app/me";
import { SECTIONS } from "./sections";

export default function AdminIndex() {
  const can = useCan();
  const first = SECTIONS.find((section) => can(section.permission));
  return <Navigate to={first ? `/admin/${first.path}` : "/"} replace />;
}
