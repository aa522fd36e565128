// A person offered in a list: disc, name, and the login that tells two of the same name apart.

import { PersonAvatar } from "@/ui";
import styles from "../form.module.css";
import type { PersonRef } from "../schema";

export function PersonOption({ person }: { person: PersonRef }) {
  return (
    <span className={styles.person}>
      <PersonAvatar person={person} size="small" />
      <span>{person.name}</span>
      <span className={styles.secondary}>{person.login}</span>
    </span>
  );
}
