// What can be done with a form's records as a whole, beside the search and the layout. A phone has room for one row: there
// it is one menu.

import { Dropdown } from "antd";
import { Ellipsis, Link2, ListChecks, type LucideIcon, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { ExchangeMenu, type ExchangeWish, useExchange } from "@/exchange";
import { IconButton, useIsPhone } from "@/ui";
import type { FormInfo } from "./queries";

interface Tool {
  key: string;
  icon: LucideIcon;
  label: string;
  onClick: () => void;
}

interface Props {
  form: FormInfo;
  exchange: ExchangeWish;
  /** On a phone one asks for the boxes to tick first; absent where nothing can be selected. */
  picking: { on: boolean; toggle: () => void } | undefined;
}

export function RecordTools({ form, exchange, picking }: Props) {
  const { t } = useTranslation("records");
  const navigate = useNavigate();
  const phone = useIsPhone();
  const tools: Tool[] = [
    ...(form.rights.design ? [{ key: "links", icon: Link2, label: t("links"), onClick: () => void navigate(`/forms/${form.id}/links`) }] : []),
    ...(form.rights.delete ? [{ key: "bin", icon: Trash2, label: t("bin.title"), onClick: () => void navigate(`/forms/${form.id}/records/deleted`) }] : []),
  ];
  if (phone) {
    const select = picking && { key: "select", icon: ListChecks, label: t(picking.on ? "bulk.stop" : "bulk.start"), onClick: picking.toggle };
    return <MoreMenu exchange={exchange} tools={select ? [select, ...tools] : tools} />;
  }
  return (
    <>
      <ExchangeMenu {...exchange} />
      {tools.map(({ key, ...tool }) => (
        <IconButton key={key} {...tool} />
      ))}
    </>
  );
}

function MoreMenu({ exchange, tools }: { exchange: ExchangeWish; tools: Tool[] }) {
  const { t } = useTranslation("records");
  const [open, setOpen] = useState(false);
  const { items, dialog } = useExchange(exchange);
  const all = [...items, ...tools.map(({ icon: Icon, ...tool }) => ({ ...tool, icon: <Icon size={16} aria-hidden /> }))];
  if (all.length === 0) return null;
  return (
    <>
      <Dropdown trigger={["click"]} placement="bottomRight" open={open} onOpenChange={setOpen} menu={{ items: all }}>
        <IconButton icon={Ellipsis} label={t("more")} aria-haspopup="menu" aria-expanded={open} />
      </Dropdown>
      {dialog}
    </>
  );
}
