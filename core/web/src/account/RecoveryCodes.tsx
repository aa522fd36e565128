// Recovery codes, shown this once: to copy, to keep as a file, to print, and a promise before they go.
import { Button, Checkbox } from "antd";
import { Download, Printer } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { CopyButton } from "@/ui";
import css from "./account.module.css";

interface RecoveryCodesProps {
  codes: string[];
  /** What the last button says. */
  done: string;
  onDone: () => void;
}

const FILE_NAME = "weir-recovery-codes.txt";

export function RecoveryCodes({ codes, done, onDone }: RecoveryCodesProps) {
  const { t } = useTranslation("account");
  const [kept, setKept] = useState(false);
  const [asked, setAsked] = useState(false);
  const title = useRef<HTMLHeadingElement>(null);
  // What was in focus is gone; readers are told what stands here now.
  useEffect(() => title.current?.focus(), []);

  // A reload, or another page, would lose them.
  useEffect(() => {
    if (kept) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [kept]);

  const download = () => {
    const text = [t("recovery.title"), t("recovery.each"), "", ...codes, ""].join("\r\n");
    const address = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = FILE_NAME;
    link.click();
    URL.revokeObjectURL(address);
  };

  return (
    <div>
      <div className={css.sheet}>
        <h3 ref={title} tabIndex={-1}>
          {t("recovery.title")}
        </h3>
        <p className={css.text}>{t("recovery.each")}</p>
        <ul className={css.codes} aria-label={t("recovery.title")}>
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ul>
      </div>
      <div className={css.tools}>
        <CopyButton text={codes.join("\n")} label={t("recovery.copy")} size="middle" />
        <Button icon={<Download size={14} aria-hidden />} onClick={download}>
          {t("recovery.download")}
        </Button>
        <Button icon={<Printer size={14} aria-hidden />} onClick={() => window.print()}>
          {t("recovery.print")}
        </Button>
      </div>
      <Checkbox checked={kept} onChange={(event) => setKept(event.target.checked)}>
        {t("recovery.kept")}
      </Checkbox>
      {asked && !kept && (
        <p role="alert" className={css.error}>
          {t("recovery.keepFirst")}
        </p>
      )}
      <div className={css.actions}>
        <Button type="primary" onClick={() => (kept ? onDone() : setAsked(true))}>
          {done}
        </Button>
      </div>
    </div>
  );
}
