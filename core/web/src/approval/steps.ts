// How a document came to where it is: the steps, the files of decisions, the reasons in readable numbers.
export { FileLinks } from "./FileLinks";
export { Process } from "./Process";
export { readableReason } from "./reason";
