// The way in and the way out of a list, for who may: a menu in its head.

import { Button, Dropdown } from "antd";
import { ArrowDownUp } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton, useIsPhone } from "@/ui";
import { type ExchangeWish, useExchange } from "./useExchange";

export function ExchangeMenu(wish: ExchangeWish) {
  const { t } = useTranslation("exchange");
  const phone = useIsPhone();
  const [open, setOpen] = useState(false);
  const { items, dialog } = useExchange(wish);
  if (items.length === 0) return null;
  const name = t(wish.canExport && wish.canImport ? "menu.both" : wish.canExport ? "menu.exportOnly" : "menu.importOnly");
  return (
    <>
      <Dropdown trigger={["click"]} placement="bottomRight" open={open} onOpenChange={setOpen} menu={{ items }}>
        {phone ? (
          <IconButton icon={ArrowDownUp} label={name} aria-haspopup="menu" aria-expanded={open} />
        ) : (
          <Button type="text" icon={<ArrowDownUp size={16} aria-hidden />} aria-haspopup="menu" aria-expanded={open}>
            {name}
          </Button>
        )}
      </Dropdown>
      {dialog}
    </>
  );
}
