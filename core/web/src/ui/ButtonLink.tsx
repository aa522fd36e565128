// A link that looks like a button. A button inside a link would be two stops for the keyboard, and both at once for whoever
// listens.
import { Button, type ButtonProps } from "antd";
import type { MouseEvent } from "react";
import { useHref, useLinkClickHandler } from "react-router";

export function ButtonLink({ to, ...rest }: Omit<ButtonProps, "href" | "onClick"> & { to: string }) {
  const href = useHref(to);
  const go = useLinkClickHandler(to);
  return <Button {...rest} href={href} onClick={(event) => go(event as MouseEvent<HTMLAnchorElement>)} />;
}
