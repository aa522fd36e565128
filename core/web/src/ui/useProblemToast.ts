// Tells a failed action in the server's own sentence.
import { App } from "antd";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "@/api";
import { problemWhole } from "./states";

export function useProblemToast(): (error: unknown) => void {
  const { message } = App.useApp();
  const { t } = useTranslation("ui");
  return useCallback(
    (error) => {
      const text = isProblem(error, "network") ? t("error.offlineHelp") : problemWhole(error, t("error.unknown"));
      void message.error(text);
    },
    [message, t],
  );
}
