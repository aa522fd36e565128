// What is on the screen and in memory belongs to whom it was asked as. When this browser begins to look as somebody
// else (a view through their eyes, its end, another sign-in), every tab of it begins anew and keeps nothing.
import { useEffect, useRef } from "react";
import { queryClient } from "./query";

/** One for the page, which so does not hear itself. */
const others = new BroadcastChannel("weir.eyes");
let leaving = false;

/** Leaves what was seen so far behind, here and in the other tabs. */
export function lookAnew(path: string) {
  leaving = true;
  others.postMessage(null);
  queryClient.clear();
  window.location.assign(path);
}

function reload() {
  if (!leaving) window.location.reload();
}

/** Notices when the browser has come to look as somebody else: told by another tab, or by `/me`. */
export function useSameEyes(userId: string) {
  const first = useRef(userId);
  useEffect(() => {
    if (first.current !== userId) reload();
  }, [userId]);
  useEffect(() => {
    others.addEventListener("message", reload);
    return () => others.removeEventListener("message", reload);
  }, []);
}
