// What the server answers about a form: sentences go to the fields that they are about, the rest above the form.
import { Alert, type FormInstance } from "antd";
import { useTranslation } from "react-i18next";
import { isProblem } from "@/api";
import { problemText } from "@/ui";
import css from "./account.module.css";

/** Whether the failure is told at fields. */
export function isMarked(error: unknown): boolean {
  return isProblem(error) && error.errors.length > 0;
}

/** Puts the server's sentences at the fields of the form that are called as the server calls them. */
export function markFields(form: Pick<FormInstance, "setFields">, error: unknown) {
  if (isProblem(error)) form.setFields(error.errors.map(({ field, message }) => ({ name: field, errors: [message] })));
}

/** A failure that no field is to blame for. */
export function AnswerAlert({ error }: { error: unknown }) {
  const { t } = useTranslation("account");
  if (!error || isMarked(error)) return null;
  return <Alert type="error" showIcon className={css.alert} title={isProblem(error, "network") ? t("offline") : problemText(error, t("failed"))} />;
}
