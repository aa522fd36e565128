// Too many attempts: how long to wait.
import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import { isProblem } from "@/api";
import css from "./SignInPage.module.css";

/** When the server names no time: long enough to calm down. */
const THROTTLE_SECONDS = 60;
/** Longer waits are told in minutes. */
const SECONDS_COUNTED = 120;

/** The seconds that a refusal asks to wait; none for other failures. */
export function secondsToWait(error: unknown): number {
  return isProblem(error) && error.status === 429 ? (error.retryAfter ?? THROTTLE_SECONDS) : 0;
}

export function Throttled({ seconds }: { seconds: number }) {
  const { t } = useTranslation("session");
  if (seconds <= 0) return null;
  return <Alert type="warning" showIcon className={css.alert} title={seconds > SECONDS_COUNTED ? t("throttledMinutes", { count: Math.ceil(seconds / 60) }) : t("throttled", { count: seconds })} />;
}
