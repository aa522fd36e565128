// What is to be known of the open view: it is gone, it names what one may not see, or it narrows by more than chips show.

import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { OpenView } from "./useView";
import css from "./views.module.css";

export function ViewNotes({ formId, open: { view, missing, settings } }: { formId: string; open: OpenView }) {
  const { t } = useTranslation("records");
  if (missing) return <Alert className={css.note ?? ""} type="warning" showIcon title={t("views.gone")} action={<Link to={`/forms/${formId}/records`}>{t("views.toAll")}</Link>} />;
  if (view?.broken) return <Alert className={css.note ?? ""} type="warning" showIcon title={t("views.broken")} description={t(view.canEdit ? "views.brokenMine" : "views.brokenTheirs", { name: view.owner.name })} />;
  if (settings.beyond) return <p className={css.quiet}>{t("views.beyond")}</p>;
  return null;
}
