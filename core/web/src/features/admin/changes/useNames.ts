/** What the things behind ids are called, as far as the reader may know them: by what is there, else by the log itself. */
import { useQuery } from "@tanstack/react-query";
import type { LocalizedText } from "@/api";
import { useCan } from "@/app/me";
import { usePickText } from "@/i18n/usePickText";
import { fullDateTime } from "@/ui";
import { departmentsQuery, formsQuery, postsQuery, rolesQuery } from "../queries";

export type Names = (id: string) => string | undefined;

const INSTANT = /\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z/g;
const ID = /\b[a-z]+_[0-9a-f]{32}\b/g;

export function useNames(known: ReadonlyMap<string, string>): Names {
  const pick = usePickText();
  const can = useCan();
  const organises = can("org.manage");
  const departments = useQuery({ ...departmentsQuery, enabled: organises }).data?.items ?? [];
  const posts = useQuery({ ...postsQuery, enabled: organises }).data?.items ?? [];
  const roles = useQuery({ ...rolesQuery, enabled: can("roles.manage") }).data?.items ?? [];
  const forms = useQuery({ ...formsQuery, enabled: can("forms.design") }).data?.items ?? [];
  const texts: { id: string; name: LocalizedText }[] = [...departments, ...posts, ...roles, ...forms];
  const names = new Map(texts.map(({ id, name }) => [id, pick(name)]));
  return (id) => names.get(id) ?? known.get(id);
}

/** A text with names in the places of ids, and instants as the company's clocks show them. */
export function named(text: string, names: Names): string {
  return text.replace(ID, (id) => names(id) ?? id).replace(INSTANT, (instant) => fullDateTime(instant));
}
