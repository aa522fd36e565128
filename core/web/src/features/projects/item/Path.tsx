// The items above, from the top down.
import { ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { WorkItemDetail } from "../queries";
import css from "./family.module.css";
import itemCss from "./item.module.css";

export function Path({ item, onOpen }: { item: WorkItemDetail; onOpen: (id: string) => void }) {
  const { t } = useTranslation("projects");
  if (item.path.length === 0) return null;
  return (
    <nav className={css.path} aria-label={t("item.path")}>
      {item.path.toReversed().map((above) => (
        <span key={above.id}>
          <button type="button" className={css.linkButton} title={above.title} onClick={() => onOpen(above.id)}>
            <span className={itemCss.key}>{above.key}</span>
            <span className="ellipsis">{above.title}</span>
          </button>
          <ChevronRight size={12} aria-hidden />
        </span>
      ))}
    </nav>
  );
}
