// What else can be done with a row: an item below it, its address, away with it.
import { App, Dropdown } from "antd";
import { CornerDownRight, Ellipsis, Link2, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { copyText, IconButton } from "@/ui";
import type { WorkItem } from "../queries";

interface RowMenuProps {
  item: WorkItem;
  canWork: boolean;
  href: string;
  onChild: (parent: WorkItem) => void;
  onDelete: (item: WorkItem) => void;
}

export function RowMenu({ item, canWork, href, onChild, onDelete }: RowMenuProps) {
  const { t } = useTranslation("projects");
  const { message } = App.useApp();
  const copy = async () => {
    const address = new URL(href, window.location.origin).href;
    if (await copyText(address)) void message.success(t("items.copied"));
    // Shown to be copied by hand, for long enough.
    else void message.info(address, 8);
  };
  const icon = 14;
  return (
    <span onClick={(event) => event.stopPropagation()}>
      <Dropdown
        trigger={["click"]}
        autoFocus
        menu={{
          items: [
            ...(canWork ? [{ key: "child", icon: <CornerDownRight size={icon} />, label: t("items.addChild"), onClick: () => onChild(item) }] : []),
            { key: "copy", icon: <Link2 size={icon} />, label: t("items.copyLink"), onClick: () => void copy() },
            ...(canWork ? [{ key: "delete", danger: true, icon: <Trash2 size={icon} />, label: t("items.delete"), onClick: () => onDelete(item) }] : []),
          ],
        }}
      >
        <span>
          <IconButton icon={Ellipsis} size="small" label={t("items.actions", { key: item.key })} />
        </span>
      </Dropdown>
    </span>
  );
}
