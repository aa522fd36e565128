// The second factor of a platform administrator: setting it up, or taking it away. There are no recovery codes: who lost
// the telephone is helped on the server itself.
import { useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { type FactorCalls, FactorSetUp, PasswordCheck } from "@/account";
import { api, ok } from "@/api";
import { ListSkeleton, Sheet } from "@/ui";
import { type Admin, ADMIN_KEY } from "./queries";

const CALLS: FactorCalls = {
  offer: (password) => ok(api.POST("/platform/second-factor", { body: { password } })),
  confirm: async (code) => {
    await api.POST("/platform/second-factor/confirm", { body: { code } });
    return [];
  },
};

export function FactorSheet({ admin, onClose }: { admin: Admin; onClose: () => void }) {
  const { t } = useTranslation("platform");
  const { message } = App.useApp();
  const client = useQueryClient();
  const done = (text: string) => {
    void message.success(text);
    void client.invalidateQueries({ queryKey: ADMIN_KEY });
    onClose();
  };
  if (admin.secondFactor) {
    return (
      <PasswordCheck
        title={t("factor.on")}
        text={t("factor.removeText")}
        verb={t("factor.remove")}
        danger
        run={(password) => api.POST("/platform/second-factor/remove", { body: { password } })}
        onDone={() => done(t("factor.removed"))}
        onClose={onClose}
      />
    );
  }
  return (
    <Sheet title={t("factor.title")} onClose={onClose} footer={null}>
      <Suspense fallback={<ListSkeleton rows={3} />}>
        <FactorSetUp calls={CALLS} password={undefined} done={t("factor.done")} onDone={() => done(t("factor.turnedOn"))} onCancel={onClose} />
      </Suspense>
    </Sheet>
  );
}
