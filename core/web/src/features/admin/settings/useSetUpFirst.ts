/** Whoever demands a second factor of administrators and has none is asked for one by the very next call: they are told
 * before, and led to the set-up after. */
import { App } from "antd";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { api, ok } from "@/api";

export function useSetUpFirst() {
  const { t } = useTranslation("admin");
  const { modal } = App.useApp();
  const navigate = useNavigate();
  return {
    /** `fine`: they have one; `setUp`: they agreed to set one up; `no`: they would rather not. */
    ask: async (): Promise<"fine" | "setUp" | "no"> => {
      const own = await ok(api.GET("/me/second-factor")).catch(() => undefined);
      if (own?.confirmedAt) return "fine";
      return new Promise((answer) => {
        modal.confirm({
          icon: null,
          title: t("settings.factorConfirm"),
          content: t("settings.factorConfirmText"),
          okText: t("settings.factorConfirmVerb"),
          onOk: () => answer("setUp"),
          onCancel: () => answer("no"),
        });
      });
    },
    go: () => void navigate(`/login?${new URLSearchParams({ due: "factor", next: "/admin/settings" })}`),
  };
}
