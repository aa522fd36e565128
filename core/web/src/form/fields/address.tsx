// A postal address: region from large to small, and the rest of the line.

import { Input, Space } from "antd";
import { MapPin } from "lucide-react";
import { useTranslation } from "react-i18next";
import { isEmptyValue } from "../schema";
import { defineFieldType, type EditProps, type ViewProps } from "./fieldType";
import { control } from "./shared";

interface Address {
  region?: string;
  detail?: string;
}

function read(value: unknown): Address {
  return typeof value === "object" && value !== null ? (value as Address) : {};
}

function Edit(props: EditProps<"address">) {
  const { t } = useTranslation("form");
  const address = read(props.value);
  const change = (part: Address) => {
    const next = { ...address, ...part };
    props.onChange(isEmptyValue(next) ? null : next);
  };
  const { id, ...attributes } = control(props);
  return (
    <Space.Compact block>
      <Input
        {...attributes}
        id={id}
        style={{ width: "40%" }}
        aria-label={`${props.label} ${t("address.region")}`}
        placeholder={t("address.regionPlaceholder")}
        value={address.region ?? ""}
        onChange={(e) => change({ region: e.target.value })}
      />
      <Input
        {...attributes}
        aria-label={`${props.label} ${t("address.detail")}`}
        placeholder={t("address.detailPlaceholder")}
        value={address.detail ?? ""}
        onChange={(e) => change({ detail: e.target.value })}
      />
    </Space.Compact>
  );
}

function print(value: unknown): string {
  const { region = "", detail = "" } = read(value);
  return [region.replaceAll("/", " "), detail].filter(Boolean).join(" ");
}

export const address = defineFieldType<"address">({
  type: "address",
  icon: MapPin,
  group: "organisation",
  column: true,
  startsFull: true,
  settings: () => ({}),
  Edit,
  View: ({ value }: ViewProps<"address">) => print(value),
  print: (_field, value) => print(value),
});
