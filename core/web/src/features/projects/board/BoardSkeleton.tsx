// Columns and cards of the true shape while the board is on its way.
import { useTranslation } from "react-i18next";
import css from "./skeleton.module.css";

const COLUMNS = [3, 4, 2, 3];

export function BoardSkeleton() {
  const { t } = useTranslation("projects");
  return (
    <div className={css.skeleton} role="status" aria-label={t("board.loading")}>
      {COLUMNS.map((cards, column) => (
        <div key={column}>
          <i className={css.skeletonHead} />
          {Array.from({ length: cards }, (_, n) => (
            <i key={n} className={css.skeletonCard} />
          ))}
        </div>
      ))}
    </div>
  );
}
