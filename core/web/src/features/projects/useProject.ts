// The project around a page, with its types and members: loaded by the layout before the page shows.
import { useOutletContext } from "react-router";
import type { Project, ProjectMember, WorkItemType } from "./queries";

export interface ProjectAround {
  project: Project;
  types: WorkItemType[];
  members: ProjectMember[];
}

export function useProject(): ProjectAround {
  return useOutletContext<ProjectAround>();
}
