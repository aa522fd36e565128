// The facts that rules and formulas may ask for: who fills the form in, and for which department.

import { useMemo } from "react";
import { useMe } from "@/app/me";
import type { EvaluationContext } from "@/engine";

export function useSituation(): EvaluationContext {
  const me = useMe();
  return useMemo(() => ({ initiator: me.user.id, initiatorDepartment: me.departments.find((d) => d.main)?.department.id }), [me]);
}
