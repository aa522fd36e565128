// The fields below one heading, for filling in as for reading.

import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import styles from "./form.module.css";
import type { Block } from "./layout";
import { textOf } from "./schema";

export function FormSection({ section, children }: Pick<Block, "section"> & { children: ReactNode }) {
  const { i18n } = useTranslation("form");
  return (
    <section className={styles.block} aria-label={section && textOf(section.label, i18n.language)}>
      {section && <h3 className={styles.sectionTitle}>{textOf(section.label, i18n.language, section.key)}</h3>}
      {children}
    </section>
  );
}
