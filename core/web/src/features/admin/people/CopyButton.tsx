/** Copies a text and says so. */
import { App, Button } from "antd";
import { Copy } from "lucide-react";
import { useTranslation } from "react-i18next";

export function CopyButton({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation("admin");
  const { message } = App.useApp();
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => void message.success(t("copied")),
      () => void message.warning(t("copyByHand")),
    );
  return (
    <Button size="small" icon={<Copy size={14} aria-hidden />} onClick={() => void copy()}>
      {label}
    </Button>
  );
}
