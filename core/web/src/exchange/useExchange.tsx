// What a list offers of files coming in and going out, for who may: entries for a menu, and the dialog that one of them
// opens. The dialog is fetched when it is first wanted.

import { Download, Upload } from "lucide-react";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { ExportSource } from "./exportWish";

const ExportDialog = lazy(() => import("./ExportDialog"));

export interface ExchangeWish {
  source: ExportSource;
  canExport: boolean;
  canImport: boolean;
}

const icon = { size: 16, "aria-hidden": true } as const;

export function useExchange({ source, canExport, canImport }: ExchangeWish) {
  const { t } = useTranslation("exchange");
  const navigate = useNavigate();
  const [exporting, setExporting] = useState(false);
  const items = [
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
  const dialog: ReactNode = exporting && (
    <Suspense fallback={null}>
      <ExportDialog source={source} onClose={() => setExporting(false)} />
    </Suspense>
  );
  return { items, dialog };
}
