/** Copies a text and says so. */
import { App, Button, type ButtonProps } from "antd";
import { Copy } from "lucide-react";
import { useTranslation } from "react-i18next";
import { copyText } from "./copyText";

interface Props extends Pick<ButtonProps, "size"> {
  text: string;
  label: string;
  /** What is copied, where the label alone does not say. */
  about?: string;
}

export function CopyButton({ text, label, about, size = "small" }: Props) {
  const { t } = useTranslation("ui");
  const { message } = App.useApp();
  const copy = async () => {
    if (await copyText(text)) void message.success(t("copied"));
    else void message.warning(t("copyByHand"));
  };
  return (
    <Button size={size} icon={<Copy size={14} aria-hidden />} {...(about && { "aria-label": about })} onClick={() => void copy()}>
      {label}
    </Button>
  );
}
