// The picture of a type, one of those that there are.
import { Radio } from "antd";
import { useTranslation } from "react-i18next";
import { TYPE_ICONS, TypeIcon } from "../parts/TypeIcon";
import css from "./settings.module.css";

interface IconPickerProps {
  /** Given by a form where it stands in one. */
  value?: string | null;
  onChange?: (icon: string) => void;
  label: string;
}

export function IconPicker({ value, onChange, label }: IconPickerProps) {
  const { t } = useTranslation("projects");
  return (
    <Radio.Group aria-label={label} className={css.icons ?? ""} optionType="button" value={value ?? ""} onChange={(event) => onChange?.(event.target.value as string)}>
      {Object.keys(TYPE_ICONS).map((name) => (
        <Radio.Button key={name} value={name} aria-label={t(`types.icons.${name}`)}>
          <TypeIcon name={name} />
        </Radio.Button>
      ))}
    </Radio.Group>
  );
}
