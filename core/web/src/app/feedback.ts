// The wish to say something about the product, from wherever it comes: the frame (`shell/Shell.tsx`) opens the sheet over
// the page. The frame listens by the event's name, so that nothing of this is in the first load.
const ASKED = "weir:feedback";

export const askForFeedback = () => window.dispatchEvent(new Event(ASKED));
