// The work items of a project as a list: what the list needs before it can be drawn.
import { useQuery } from "@tanstack/react-query";
import { viewsQuery } from "@/list";
import { ErrorState, ListSkeleton } from "@/ui";
import { useProject } from "../useProject";
import { Items } from "./Items";

export default function ItemsPage() {
  const { project } = useProject();
  const views = useQuery(viewsQuery({ kind: "project", id: project.id }));
  if (views.error && !views.data) return <ErrorState error={views.error} onRetry={() => void views.refetch()} />;
  // Before the views are known, what the address asks for would be shown for a moment as something else.
  if (!views.data) return <ListSkeleton rows={12} />;
  return <Items key={project.id} views={views.data} />;
}
