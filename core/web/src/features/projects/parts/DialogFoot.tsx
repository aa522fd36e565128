// The foot of a dialog: away without a change, or the one thing that it is for.
import { Button } from "antd";
import { useTranslation } from "react-i18next";

interface Props {
  onClose: () => void;
  /** What the dialog does. */
  verb: string;
  onSubmit: () => void;
  busy: boolean;
  disabled?: boolean;
}

export function DialogFoot({ onClose, verb, onSubmit, busy, disabled = false }: Props) {
  const { t } = useTranslation("projects");
  return (
    <>
      <Button onClick={onClose}>{t("cancel")}</Button>
      <Button type="primary" disabled={disabled} loading={busy} onClick={onSubmit}>
        {verb}
      </Button>
    </>
  );
}
