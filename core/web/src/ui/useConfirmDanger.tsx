// Asks before something that cannot be taken back, naming it; resolves to whether the person agreed.
import { App } from "antd";
import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";

interface Question {
  title: ReactNode;
  text?: ReactNode;
  /** The verb on the button: 删除, 终止. */
  verb: string;
}

export function useConfirmDanger(): (question: Question) => Promise<boolean> {
  const { modal } = App.useApp();
  const { t } = useTranslation("ui");
  return useCallback(
    ({ title, text, verb }) =>
      new Promise((resolve) => {
        modal.confirm({
          title,
          content: text,
          icon: <TriangleAlert size={20} style={{ color: "var(--ant-color-error)", marginRight: 8 }} aria-hidden />,
          okText: verb,
          okButtonProps: { danger: true },
          cancelText: t("action.cancel"),
          autoFocusButton: "cancel",
          onOk: () => resolve(true),
          onCancel: () => resolve(false),
        });
      }),
    [modal, t],
  );
}
