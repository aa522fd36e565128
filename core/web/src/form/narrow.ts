// Whether a form is laid out for a phone: by the screen, unless a preview says otherwise.

import { createContext, useContext } from "react";
import { useIsPhone } from "@/ui";

export const NarrowContext = createContext<boolean | undefined>(undefined);

export function useNarrow(): boolean {
  const phone = useIsPhone();
  return useContext(NarrowContext) ?? phone;
}
