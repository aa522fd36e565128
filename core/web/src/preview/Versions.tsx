// Everything that a file was, newest first: looked at, brought back, followed by a new version; and who works on it now.

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { Download, RotateCcw, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { fileUrl, isProblem } from "@/api";
import { DateTime, formatBytes, IconButton, useConfirmDanger, useProblemToast } from "@/ui";
import type { PreviewFile } from "./kinds";
import { LockLine } from "./LockLine";
import { NewVersion } from "./NewVersion";
import css from "./versions.module.css";
import { type FileVersion, type FileVersions, restoreVersion, TOUCHED, versionsQuery } from "./versions";

interface Props {
  file: PreviewFile;
  versions: FileVersions;
  /** The number of the one that is shown. */
  shown: number;
  onShow: (version: number) => void;
  onClose: () => void;
}

export function Versions({ file, versions, shown, onShow, onClose }: Props) {
  const { t } = useTranslation("preview");
  const client = useQueryClient();
  const toast = useProblemToast();
  const confirm = useConfirmDanger();

  const changed = (next: FileVersions) => {
    client.setQueryData(versionsQuery(file.id).queryKey, next);
    if (next.version !== versions.version) onShow(next.version);
    for (const key of TOUCHED) void client.invalidateQueries({ queryKey: [key] });
  };
  const restore = useMutation({
    mutationFn: (version: number) => restoreVersion(file.id, versions.version, version),
    onSuccess: changed,
    onError: (error) => {
      toast(isProblem(error) && error.errors[0] ? new Error(error.errors[0].message) : error);
      void client.invalidateQueries({ queryKey: versionsQuery(file.id).queryKey });
    },
  });
  const askRestore = async (version: number) => {
    const question = { title: t("versions.askRestore", { version }), text: t("versions.askRestoreText", { next: versions.version + 1, version: versions.version }), verb: t("versions.restore") };
    if (await confirm(question)) restore.mutate(version);
  };

  return (
    <aside className={css.panel} aria-label={t("versions.title")}>
      <header className={css.head}>
        <h2>{t("versions.title")}</h2>
        <IconButton icon={X} label={t("versions.close")} onClick={onClose} />
      </header>
      <div className={css.rest}>
        <LockLine file={file} versions={versions} onChanged={changed} />
        {versions.can.change && <NewVersion file={file} versions={versions} onChanged={changed} />}
        <ol className={css.list}>
          {versions.items.map((version) => (
            <VersionRow
              key={version.version}
              file={file}
              version={version}
              current={version.version === versions.version}
              shown={version.version === shown}
              onShow={() => onShow(version.version)}
              onRestore={versions.can.change ? () => void askRestore(version.version) : undefined}
            />
          ))}
        </ol>
      </div>
    </aside>
  );
}

interface RowProps {
  file: PreviewFile;
  version: FileVersion;
  current: boolean;
  shown: boolean;
  onShow: () => void;
  onRestore: (() => void) | undefined;
}

function VersionRow({ file, version, current, shown, onShow, onRestore }: RowProps) {
  const { t } = useTranslation("preview");
  const number = version.version;
  return (
    <li className={css.version} data-shown={shown || undefined}>
      <button type="button" className={css.open} aria-current={shown || undefined} onClick={onShow}>
        <span className={css.line}>
          <b>{t("versions.number", { version: number })}</b>
          {current && <span className={css.tag}>{t("versions.current")}</span>}
          <DateTime value={version.at} className={css.at ?? ""} />
        </span>
        <span className={css.facts}>
          {version.by.name} · {formatBytes(version.size)}
        </span>
        {version.name !== file.name && <span className={css.facts}>{version.name}</span>}
        {version.restoredFrom && <span className={css.note}>{t("versions.restoredFrom", { version: version.restoredFrom })}</span>}
        {version.note && <span className={css.note}>{version.note}</span>}
      </button>
      <span className={css.deeds}>
        {!current && onRestore && <IconButton size="small" icon={RotateCcw} iconSize={14} label={t("versions.restoreNumber", { version: number })} onClick={onRestore} />}
        <Button
          type="text"
          size="small"
          icon={<Download size={14} aria-hidden />}
          href={fileUrl(file.id, false, number)}
          download={version.name}
          aria-label={t("versions.downloadNumber", { version: number })}
        />
      </span>
    </li>
  );
}
