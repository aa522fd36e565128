// A project's own address: goes to the view that the person looked at last.
import { Navigate } from "react-router";
import { lastView } from "./lastView";

export default function ProjectIndex() {
  return <Navigate to={lastView()} replace />;
}
