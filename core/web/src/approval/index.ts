// What several pages need about approvals: lists, deciding, the process. Pages themselves stand in features.
export { FileLinks } from "./FileLinks";
export { NextPeople } from "./NextPeople";
export { namesOf } from "./people";
export { Process } from "./Process";
export { copiesQuery, draftsQuery, instanceQuery, startedQuery, taskQuery, tasksQuery } from "./queries";
export { readableReason } from "./reason";
export { amountOf, restOf } from "./summary";
export { type DecideCommand, useDecide, type Verdict } from "./useDecide";
