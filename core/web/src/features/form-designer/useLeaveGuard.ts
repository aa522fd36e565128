// Leaving with unsaved work: it is saved on the way out when that is possible, and asked about when it is not.

import { App } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useBlocker } from "react-router";

export function useLeaveGuard(unsaved: boolean, flush: () => Promise<boolean>) {
  const { t } = useTranslation("form-designer");
  const { modal } = App.useApp();
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => unsaved && currentLocation.pathname !== nextLocation.pathname,
  );

  useEffect(() => {
    if (blocker.state !== "blocked") return;
    void flush().then((saved) => {
      if (saved) return blocker.proceed();
      modal.confirm({
        title: t("leave.title"),
        content: t("leave.text"),
        okText: t("leave.leave"),
        okButtonProps: { danger: true },
        cancelText: t("leave.stay"),
        autoFocusButton: "cancel",
        onOk: () => blocker.proceed(),
        onCancel: () => blocker.reset(),
      });
    });
  }, [blocker, flush, modal, t]);

  useEffect(() => {
    if (!unsaved) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [unsaved]);
}
