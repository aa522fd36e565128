// What the ids in several pages of rows stand for.

import type { Refs } from "@/form";

export function mergedRefs(pages: { refs: Refs }[]): Refs | undefined {
  return pages.map((page) => page.refs).reduce<Refs | undefined>(
    (all, one) =>
      all
        ? {
            people: { ...all.people, ...one.people },
            departments: { ...all.departments, ...one.departments },
            records: { ...all.records, ...one.records },
            files: { ...all.files, ...one.files },
          }
        : one,
    undefined,
  );
}
