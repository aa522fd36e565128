// What the ids in several pages of rows stand for.

import { NO_REFS, type Refs } from "@/form";

export function mergedRefs(all: Refs[]): Refs {
  return all.reduce(
    (one, other) => ({
      people: { ...one.people, ...other.people },
      departments: { ...one.departments, ...other.departments },
      records: { ...one.records, ...other.records },
      files: { ...one.files, ...other.files },
    }),
    NO_REFS,
  );
}
