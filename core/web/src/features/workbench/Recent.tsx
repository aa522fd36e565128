// What I opened last, in this browser: the palette's own list.
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useMe } from "@/app/me";
import { ICONS } from "@/palette/hits";
import { recentOf } from "@/palette/recent";
import css from "./workbench.module.css";

export function Recent() {
  const { t } = useTranslation("workbench");
  const opened = recentOf(useMe().user.id);
  return (
    <section aria-label={t("recent.title")}>
      <h2>{t("recent.title")}</h2>
      {opened.length === 0 && <p className={css.faint}>{t("recent.none")}</p>}
      <ul>
        {opened.map((one) => {
          const Icon = ICONS[one.kind];
          const text = one.title || t("side.untitled");
          return (
            <li key={one.id} className={css.recent}>
              <Icon size={16} aria-hidden />
              {one.kind === "file" ? (
                <a href={one.address} target="_blank" rel="noopener" className="ellipsis">
                  {text}
                </a>
              ) : (
                <Link to={one.address} className="ellipsis">
                  {text}
                </Link>
              )}
              <small className="ellipsis">{one.subtitle}</small>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
