// The way in and the way out of a list, for who may: a menu in its head. The dialog is fetched when it is first wanted.

import { Button, Dropdown } from "antd";
import { ArrowDownUp, Download, Upload } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { IconButton, useIsPhone } from "@/ui";
import type { ExportSource } from "./exportWish";

const ExportDialog = lazy(() => import("./ExportDialog"));

interface ExchangeMenuProps {
  source: ExportSource;
  canExport: boolean;
  canImport: boolean;
}

const icon = { size: 16, "aria-hidden": true } as const;

export function ExchangeMenu({ source, canExport, canImport }: ExchangeMenuProps) {
  const { t } = useTranslation("exchange");
  const navigate = useNavigate();
  const phone = useIsPhone();
  const [open, setOpen] = useState(false);
  const [exporting, setExporting] = useState(false);
  if (!canExport && !canImport) return null;
  const actions = [
    ...(canImport
      ? [
          {
            key: "import",
            icon: <Upload {...icon} />,
            label: t("menu.import"),
            onClick: () => void navigate(`/imports/new?${new URLSearchParams({ kind: source.kind, ...(source.formId ? { form: source.formId } : {}) }).toString()}`),
          },
        ]
      : []),
    ...(canExport ? [{ key: "export", icon: <Download {...icon} />, label: t("menu.export"), onClick: () => setExporting(true) }] : []),
  ];
  const name = t(canExport && canImport ? "menu.both" : canExport ? "menu.exportOnly" : "menu.importOnly");
  return (
    <>
      <Dropdown trigger={["click"]} placement="bottomRight" open={open} onOpenChange={setOpen} menu={{ items: actions }}>
        {phone ? (
          <IconButton icon={ArrowDownUp} label={name} aria-haspopup="menu" aria-expanded={open} />
        ) : (
          <Button type="text" icon={<ArrowDownUp {...icon} />} aria-haspopup="menu" aria-expanded={open}>
            {name}
          </Button>
        )}
      </Dropdown>
      {exporting && (
        <Suspense fallback={null}>
          <ExportDialog source={source} onClose={() => setExporting(false)} />
        </Suspense>
      )}
    </>
  );
}
