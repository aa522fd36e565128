/** Names for the ids in a definition, and the little of the organisation that tells to whom a rule goes. */
import { useQueries, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, ok, type PersonRef, type Schemas } from "@/api";
import { usePickText } from "@/i18n/usePickText";
import type { FlowDefinition } from "./model/definition";

export interface Directory {
  departments: Schemas["Department"][];
  roles: Schemas["Role"][];
  posts: Schemas["Post"][];
  people: Record<string, PersonRef>;
  nameOf: (id: string) => string | undefined;
}

const NONE: never[] = [];

export function useDirectory(definition: FlowDefinition | undefined): Directory {
  const pick = usePickText();
  const departments = useQuery({ queryKey: ["departments"], queryFn: () => ok(api.GET("/departments")) }).data?.items ?? NONE;
  const roles = useQuery({ queryKey: ["roles"], queryFn: () => ok(api.GET("/roles")) }).data?.items ?? NONE;
  const posts = useQuery({ queryKey: ["posts"], queryFn: () => ok(api.GET("/posts")) }).data?.items ?? NONE;
  const ids = useMemo(() => (definition ? peopleIn(definition) : NONE), [definition]);
  const people = useQueries({
    queries: ids.map((id) => ({ queryKey: ["people", id], queryFn: () => ok(api.GET("/people/{id}", { params: { path: { id } } })) })),
    combine: (results) => Object.fromEntries(results.flatMap(({ data }) => (data ? [[data.id, data as PersonRef]] : []))),
  });
  return useMemo(() => {
    const names = new Map<string, string>([
      ...departments.map((item) => [item.id, pick(item.name)] as const),
      ...roles.map((item) => [item.id, pick(item.name)] as const),
      ...posts.map((item) => [item.id, pick(item.name)] as const),
      ...Object.values(people).map((item) => [item.id, item.name] as const),
    ]);
    return { departments, roles, posts, people, nameOf: (id) => names.get(id) };
  }, [departments, roles, posts, people, pick]);
}

/** The people whom a definition names, without repeats and in a steady order. */
function peopleIn(definition: FlowDefinition): string[] {
  const ids = new Set<string>();
  for (const node of definition.nodes) {
    if ("who" in node && node.who.kind === "user") node.who.users.forEach((id) => ids.add(id));
    if ("onEmpty" in node && node.onEmpty?.kind === "user" && node.onEmpty.user) ids.add(node.onEmpty.user);
    if (node.kind === "start") for (const rule of node.starters ?? []) if (rule.kind === "user") rule.users.forEach((id) => ids.add(id));
  }
  return [...ids].sort();
}
