// How a project's items stand: finished and begun as one bar, with the figures in words beside it.
import { Progress as Bar } from "antd";
import { useTranslation } from "react-i18next";
import type { Project } from "../queries";
import css from "../projects.module.css";
import listCss from "../list/list.module.css";
import { sharesOf } from "./shares";

export function Progress({ items }: { items: Project["items"] }) {
  const { t } = useTranslation("projects");
  const { total, done, begun } = sharesOf(items);
  if (total === 0) return <span className={css.quiet}>{t("list.noItems")}</span>;
  const words = t("list.progress", { done: items.done, total });
  return (
    <span className={listCss.progress}>
      <Bar
        percent={begun}
        success={{ percent: done, strokeColor: "var(--ant-color-success)" }}
        strokeColor="var(--ant-color-info-border)"
        size={{ height: 4 }}
        showInfo={false}
        aria-label={words}
      />
      <span className={css.quiet}>{words}</span>
    </span>
  );
}
