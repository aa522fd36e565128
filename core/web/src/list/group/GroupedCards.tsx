// Groups on a phone: below each name the rows as the list draws them.

import type { ReactNode } from "react";
import { GroupFoot, GroupHead, hasFoot } from "./GroupHead";
import css from "./group.module.css";
import type { Section } from "./useGroups";

interface Props<Row> {
  sections: Section<Row>[];
  children: (rows: Row[]) => ReactNode;
}

export function GroupedCards<Row>({ sections, children }: Props<Row>) {
  return sections.map((section) => (
    <section key={section.group.id} aria-label={section.group.label}>
      <h2 className={css.cardsHead}>
        <GroupHead section={section} />
      </h2>
      {section.open && section.rows.length > 0 && children(section.rows)}
      {hasFoot(section) && (
        <div className={css.cardsFoot}>
          <GroupFoot section={section} />
        </div>
      )}
    </section>
  ));
}
