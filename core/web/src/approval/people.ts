// People in a sentence.
import type { PersonRef } from "@/api";

/** `赵宁、刘洋` / `Zhao Ning, Liu Yang`; after `most`, how many more. */
export function namesOf(people: PersonRef[], language: string, most = 3): string {
  const comma = language === "en" ? ", " : "、";
  const names = people.slice(0, most).map((person) => person.name);
  const more = people.length - names.length;
  return names.join(comma) + (more > 0 ? (language === "en" ? ` +${more}` : ` 等 ${people.length} 人`) : "");
}
