// A square button with an icon alone; its name is its label and its tooltip.
import { Button, type ButtonProps, Tooltip } from "antd";
import type { LucideIcon } from "lucide-react";

interface IconButtonProps extends Omit<ButtonProps, "icon" | "children" | "title"> {
  icon: LucideIcon;
  label: string;
  iconSize?: number;
}

export function IconButton({ icon: Icon, label, iconSize = 16, type = "text", ...rest }: IconButtonProps) {
  return (
    <Tooltip title={rest["aria-expanded"] ? undefined : label} mouseEnterDelay={0.4}>
      <Button {...rest} type={type} aria-label={label} icon={<Icon size={iconSize} aria-hidden />} />
    </Tooltip>
  );
}
