/** The editable part of a sentence: `驳回后，[退回发起人 ▾]`. */
import { Select } from "antd";
import css from "./panel.module.css";

interface ChipSelectProps<V extends string> {
  label: string;
  value: V;
  options: { value: V; label: string }[];
  onChange: (value: V) => void;
}

export function ChipSelect<V extends string>({ label, value, options, onChange }: ChipSelectProps<V>) {
  return <Select<V> className={css.chip} variant="filled" size="small" aria-label={label} popupMatchSelectWidth={false} value={value} options={options} onChange={onChange} />;
}
