// A person as a disc with their initial; the colour follows the id, so it is the same everywhere.
import type { PersonRef } from "@/api";
import css from "./PersonAvatar.module.css";

const COLOURS = 5;
const SIZES = { small: [20, 10], middle: [24, 11], large: [32, 13] } as const;

interface PersonAvatarProps {
  person: Pick<PersonRef, "id" | "name">;
  size?: keyof typeof SIZES;
}

/** The disc alone, hidden from screen readers: a name always stands beside it, or use `PersonName`. */
export function PersonAvatar({ person, size = "middle" }: PersonAvatarProps) {
  const [px, fontSize] = SIZES[size];
  return (
    <span
      aria-hidden
      className={css.disc}
      style={{ width: px, height: px, fontSize, background: `var(--weir-avatar-${colourOf(person.id)})` }}
    >
      {[...person.name.trim()][0]?.toUpperCase() ?? "?"}
    </span>
  );
}

export function PersonName({ person, size = "small" }: PersonAvatarProps) {
  return (
    <span className={css.person}>
      <PersonAvatar person={person} size={size} />
      <span className="ellipsis" title={person.name}>
        {person.name}
      </span>
    </span>
  );
}

function colourOf(id: string): number {
  let sum = 0;
  for (const char of id) sum = (sum * 31 + char.charCodeAt(0)) >>> 0;
  return (sum % COLOURS) + 1;
}
