// A column's heading with an edge to drag. The edge also takes the arrow keys.

import { useRef, type ThHTMLAttributes } from "react";
import { useTranslation } from "react-i18next";
import css from "../list.module.css";

const WIDTH_MIN_PX = 72;
const WIDTH_MAX_PX = 640;
const STEP_PX = 16;

interface Props extends ThHTMLAttributes<HTMLTableCellElement> {
  columnWidth?: number;
  columnName?: string;
  onResize?: (width: number, done: boolean) => void;
}

const within = (width: number) => Math.round(Math.min(WIDTH_MAX_PX, Math.max(WIDTH_MIN_PX, width)));

export function ResizableHead({ columnWidth, columnName, onResize, children, ...rest }: Props) {
  const { t } = useTranslation("list");
  const start = useRef<{ x: number; width: number } | null>(null);
  if (!onResize || columnWidth === undefined) return <th {...rest}>{children}</th>;
  return (
    <th {...rest}>
      {children}
      <span
        role="separator"
        aria-orientation="vertical"
        aria-label={t("columns.resize", { name: columnName })}
        aria-valuenow={columnWidth}
        aria-valuemin={WIDTH_MIN_PX}
        aria-valuemax={WIDTH_MAX_PX}
        tabIndex={0}
        className={css.edge}
        onClick={(e) => e.stopPropagation()}
        onKeyDown={(e) => {
          const step = { ArrowLeft: -STEP_PX, ArrowRight: STEP_PX }[e.key];
          if (step === undefined) return;
          e.preventDefault();
          e.stopPropagation();
          onResize(within(columnWidth + step), true);
        }}
        onPointerDown={(e) => {
          e.preventDefault();
          e.stopPropagation();
          e.currentTarget.setPointerCapture(e.pointerId);
          start.current = { x: e.clientX, width: columnWidth };
        }}
        onPointerMove={(e) => start.current && onResize(within(start.current.width + e.clientX - start.current.x), false)}
        onPointerUp={(e) => {
          if (start.current) onResize(within(start.current.width + e.clientX - start.current.x), true);
          start.current = null;
        }}
      />
    </th>
  );
}
