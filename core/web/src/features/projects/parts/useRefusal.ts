// Tells why something was refused: every reason that the server gives, not only the first.
import { App } from "antd";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "@/api";
import { useProblemToast } from "@/ui";

const STALE = 412;

export function useRefusal(): (error: unknown) => void {
  const { t } = useTranslation("projects");
  const { message } = App.useApp();
  const toast = useProblemToast();
  return useCallback(
    (error) => {
      if (isProblem(error) && error.status === STALE) void message.warning(t("stale"));
      else if (isProblem(error) && error.errors.length > 0) void message.error(error.errors.map((one) => one.message).join(" "));
      else toast(error);
    },
    [message, t, toast],
  );
}
