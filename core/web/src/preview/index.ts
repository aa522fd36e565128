// Looking at files: links that open a preview, and the place whose files it goes through. The preview itself is loaded
// when one is opened.
export { FileAnchor } from "./FileAnchor";
export type { PreviewFile } from "./kinds";
export { PreviewPlace } from "./PreviewPlace";
