// Names in a comment: `@王敏` names a member of the project. Of two who are called alike, the login tells them apart.
import type { PersonRef } from "@/api";

/** What stands behind the `@`; a name with spaces keeps them. */
export function handleOf(person: PersonRef, all: PersonRef[]): string {
  const alike = all.some((one) => one.id !== person.id && one.name === person.name);
  return alike ? `${person.name}(${person.login})` : person.name;
}

export interface Part {
  text: string;
  person?: PersonRef;
}

/** A text cut at the names of these people; the longest name that fits counts. */
export function partsOf(text: string, people: PersonRef[]): Part[] {
  const handles = people
    .flatMap((person) => [
      { handle: `@${person.name}(${person.login})`, person },
      { handle: `@${person.name}`, person },
    ])
    .sort((a, b) => b.handle.length - a.handle.length);
  const parts: Part[] = [];
  let plain = "";
  for (let at = 0; at < text.length; ) {
    const found = text[at] === "@" ? handles.find(({ handle }) => text.startsWith(handle, at)) : undefined;
    if (!found) {
      plain += text[at];
      at += 1;
      continue;
    }
    if (plain) parts.push({ text: plain });
    plain = "";
    parts.push({ text: found.handle, person: found.person });
    at += found.handle.length;
  }
  if (plain) parts.push({ text: plain });
  return parts;
}

/** Who is named in a text, each once. Of people called alike, only one named with the login. */
export function namedIn(text: string, people: PersonRef[]): string[] {
  const parts = partsOf(text, people);
  const ids = parts.flatMap(({ text: handle, person }) => {
    if (!person) return [];
    const alike = people.filter((one) => one.name === person.name).length > 1;
    return alike && handle === `@${person.name}` ? [] : [person.id];
  });
  return [...new Set(ids)];
}
