// Copies a text and says so. Plain http has no clipboard: then the browser's own old way, then by hand.
import { App, Button, type ButtonProps } from "antd";
import { Copy } from "lucide-react";
import { useTranslation } from "react-i18next";

interface CopyTextProps {
  text: string;
  label: string;
  size?: ButtonProps["size"];
}

export function CopyText({ text, label, size = "middle" }: CopyTextProps) {
  const { t } = useTranslation("account");
  const { message } = App.useApp();
  const press = async () => {
    if (await copied(text)) void message.success(t("copied"));
    else void message.warning(t("copyByHand"));
  };
  return (
    <Button size={size} icon={<Copy size={14} aria-hidden />} onClick={() => void press()}>
      {label}
    </Button>
  );
}

async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedTheOldWay(text);
  }
}

function copiedTheOldWay(text: string): boolean {
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "visually-hidden";
  document.body.append(area);
  const before = document.activeElement;
  area.select();
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    area.remove();
    if (before instanceof HTMLElement) before.focus();
  }
}
