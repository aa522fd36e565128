// Long tasks with their progress. Apart from the menu of lists, so that a page of tasks fetches nothing of that.

export { TaskFile } from "./TaskFile";
export { TaskBar, TaskProgress } from "./TaskProgress";
export { countsRows, isOpen, type Task, taskQuery, tasksQuery, useCancelTask } from "./tasks";
export { TaskState } from "./TaskState";
export { useFollowTask } from "./useFollowTask";
