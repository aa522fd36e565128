// Asks before a page is left whose content exists nowhere else.

import { App } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useBlocker } from "react-router";

export function useKeepOpen(precious: boolean) {
  const { t } = useTranslation("exchange");
  const { modal } = App.useApp();
  const blocker = useBlocker(({ currentLocation, nextLocation }) => precious && currentLocation.pathname !== nextLocation.pathname);

  useEffect(() => {
    if (blocker.state !== "blocked") return;
    modal.confirm({
      title: t("passwords.leaveTitle"),
      content: t("passwords.leaveText"),
      okText: t("passwords.leave"),
      okButtonProps: { danger: true },
      cancelText: t("passwords.stay"),
      autoFocusButton: "cancel",
      onOk: () => blocker.proceed(),
      onCancel: () => blocker.reset(),
    });
  }, [blocker, modal, t]);

  useEffect(() => {
    if (!precious) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [precious]);
}
