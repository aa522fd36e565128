// The company's days off, for whatever shows days. A page that cannot read them shows its days without marks.

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, ok } from "@/api";
import { type MarkOf, marksOf, NO_MARKS } from "./daysOff";

export function useDaysOff(): MarkOf {
  const { data } = useQuery({ queryKey: ["workCalendar"], queryFn: () => ok(api.GET("/work-calendar")), retry: false });
  return useMemo(() => (data ? marksOf(data) : NO_MARKS), [data]);
}
