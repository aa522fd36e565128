// A square button with an icon alone; its name is its label and its tooltip.
import { Button, type ButtonProps, Tooltip } from "antd";
import type { LucideIcon } from "lucide-react";

interface IconButtonProps extends Omit<ButtonProps, "icon" | "children" | "title"> {
  icon: LucideIcon;
  label: string;
  iconSize?: number;
}

/** A finger does not point: a tap would leave the tooltip standing over what it opened. */
const TOUCH = window.matchMedia("(hover: none)");

/** How a menu or popover marks the button that opened it. */
const OPENED = /-(dropdown|popover)-open\b/;

export function IconButton({ icon: Icon, label, iconSize = 16, type = "text", ...rest }: IconButtonProps) {
  const quiet = TOUCH.matches || rest["aria-expanded"] || OPENED.test(rest.className ?? "");
  return (
    <Tooltip title={quiet ? undefined : label} mouseEnterDelay={0.4}>
      <Button {...rest} type={type} aria-label={label} icon={<Icon size={iconSize} aria-hidden />} />
    </Tooltip>
  );
}
