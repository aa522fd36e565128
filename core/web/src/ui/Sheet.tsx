// A small dialog: in the middle on a desktop, from below on a phone.
import { Drawer, Modal } from "antd";
import type { ReactNode } from "react";
import css from "./Sheet.module.css";
import { useIsPhone } from "./useIsPhone";
import { useSheetFocus } from "./useSheetFocus";

interface SheetProps {
  title: ReactNode;
  onClose: () => void;
  children: ReactNode;
  /** Buttons, the primary one last. */
  footer: ReactNode;
  width?: number;
}

export function Sheet({ title, onClose, children, footer, width = 480 }: SheetProps) {
  const phone = useIsPhone();
  const { content, begin } = useSheetFocus();
  const foot = footer && <div className={css.foot}>{footer}</div>;
  if (phone) {
    return (
      <Drawer open placement="bottom" size="auto" title={title} onClose={onClose} footer={foot} styles={{ section: { maxHeight: "88dvh" } }}>
        {children}
      </Drawer>
    );
  }
  return (
    <Modal open title={title} onCancel={onClose} footer={foot} width={width} afterOpenChange={(open) => open && begin()}>
      <div ref={content}>{children}</div>
    </Modal>
  );
}
