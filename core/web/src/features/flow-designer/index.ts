// What other pages may show of flows: the picture, with a run drawn on it.
export { FlowTreeView } from "./FlowTreeView";
