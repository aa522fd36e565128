/** The company's picture: chosen or dropped, shown as the frame shows it in light and dark, removable. It is saved by itself. */
import { Button } from "antd";
import { ImageUp, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { fileUrl, type Schemas, uploadFile } from "@/api";
import { BrandMark, useConfirmDanger } from "@/ui";
import css from "./settings.module.css";
import { useSaveSettings } from "./useSaveSettings";

/** As the server takes them. */
const KINDS = "image/png,image/jpeg,image/webp";

export function LogoField({ settings }: { settings: Schemas["TenantSettings"] }) {
  const { t } = useTranslation("admin");
  const confirm = useConfirmDanger();
  const picker = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const keep = useSaveSettings({
    base: settings,
    change: async (file: File | null) => ({ logo: file && (await uploadFile(file, file.name)).id }),
  });
  const take = (files: FileList | null) => {
    const [file] = files ?? [];
    if (file) keep.mutate(file);
  };
  const remove = async () => {
    if (await confirm({ title: t("settings.logo.removeTitle"), text: t("settings.logo.removeText"), verb: t("remove") })) keep.mutate(null);
  };
  return (
    <section
      className={css.logo}
      aria-labelledby="settings-logo"
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <div className={css.frames}>
        {(["light", "dark"] as const).map((look) => (
          <div key={look} className={css.frame} data-look={look} aria-hidden>
            {settings.logo ? <img src={fileUrl(settings.logo.id, true)} alt="" /> : <BrandMark />}
            <span className="ellipsis">{settings.name}</span>
          </div>
        ))}
      </div>
      <div className={css.logoText}>
        <h2 id="settings-logo">{t("settings.logo.title")}</h2>
        <p>{t("settings.logo.help")}</p>
        <div className={css.logoActions}>
          <input ref={picker} type="file" accept={KINDS} hidden aria-label={t("settings.logo.choose")} onChange={(event) => (take(event.target.files), (event.target.value = ""))} />
          <Button icon={<ImageUp size={16} aria-hidden />} loading={keep.isPending} onClick={() => picker.current?.click()}>
            {settings.logo ? t("settings.logo.replace") : t("settings.logo.choose")}
          </Button>
          {settings.logo && (
            <Button type="text" icon={<Trash2 size={16} aria-hidden />} disabled={keep.isPending} onClick={() => void remove()}>
              {t("settings.logo.remove")}
            </Button>
          )}
        </div>
      </div>
    </section>
  );
}
