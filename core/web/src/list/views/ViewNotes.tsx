// What is to be known of the open view: it is gone, it names what one may not see, or it narrows by more than chips show.

import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { ViewPlace } from "./place";
import type { OpenView } from "./useView";
import css from "./views.module.css";

export function ViewNotes({ place, open: { view, missing, settings } }: { place: ViewPlace; open: OpenView }) {
  const { t } = useTranslation("list");
  if (missing) return <Alert className={css.note ?? ""} type="warning" showIcon title={t("views.gone")} action={<Link to={place.path}>{t("views.toAll")}</Link>} />;
  if (view?.broken) return <Alert className={css.note ?? ""} type="warning" showIcon title={t("views.broken")} description={t(view.canEdit ? "views.brokenMine" : "views.brokenTheirs", { name: view.owner.name })} />;
  if (settings.beyond) return <p className={css.quiet}>{t("views.beyond")}</p>;
  return null;
}
