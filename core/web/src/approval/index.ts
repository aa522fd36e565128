// What several pages need about approvals: lists and deciding. Pages themselves stand in features. What a document shows
// beside itself (`steps.ts`) is apart, for the workbench begins without it.
export { NextPeople } from "./NextPeople";
export { namesOf } from "./people";
export { copiesQuery, draftsQuery, instanceQuery, startedQuery, taskQuery, tasksQuery, unreadCopiesQuery } from "./queries";
export { amountOf, restOf } from "./summary";
export { type DecideCommand, useDecide, type Verdict } from "./useDecide";
