// Gives the focus back to what had it before a dialog, once that is taken away: what dialogs are made of does so only when
// they close and stay.
import { useEffect, useState } from "react";

export function useFocusBack() {
  // Before anything in the dialog takes it.
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      // Once the dialog is gone, and unless whatever closed it has put the focus somewhere.
      setTimeout(() => {
        if (document.activeElement !== document.body) return;
        const back = opener instanceof HTMLElement && opener !== document.body && opener.isConnected ? opener : document.getElementById("main");
        back?.focus({ preventScroll: true });
      });
    },
    [opener],
  );
}
