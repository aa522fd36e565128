// A hand-written signature: drawn with a finger, a pen or a mouse, kept as a PNG file. The pad is loaded when needed.

import { Button, Skeleton } from "antd";
import { Signature as SignatureIcon } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "../form.module.css";
import { useFormServices } from "../services";
import { defineFieldType, type EditProps, type ViewProps } from "./fieldType";
import { asText } from "./shared";

const SignaturePad = lazy(() => import("../SignaturePad"));

function Edit(props: EditProps<"signature">) {
  const { t } = useTranslation("form");
  const services = useFormServices();
  const [drawing, setDrawing] = useState(false);
  const id = asText(props.value);
  if (drawing) {
    return (
      <Suspense fallback={<Skeleton.Node active className={styles.pad} />}>
        <SignaturePad
          label={props.label}
          onDone={(file) => {
            setDrawing(false);
            props.onChange(file.id);
          }}
          onCancel={() => setDrawing(false)}
        />
      </Suspense>
    );
  }
  return (
    <div className={styles.signed} data-invalid={props.invalid || undefined}>
      {id && <img className={styles.signature} src={services.fileUrl(id, true)} alt={props.label} />}
      <Button
        id={props.id}
        aria-describedby={props.describedBy}
        icon={<SignatureIcon size={16} />}
        onClick={() => setDrawing(true)}
      >
        {t(id ? "signature.again" : "signature.sign")}
      </Button>
      {id && (
        <Button type="text" onClick={() => props.onChange(null)}>
          {t("signature.remove")}
        </Button>
      )}
    </div>
  );
}

function View({ field, value, inCell }: ViewProps<"signature">) {
  const { t, i18n } = useTranslation("form");
  const services = useFormServices();
  if (inCell) return t("signature.signed");
  return (
    <img
      className={styles.signature}
      src={services.fileUrl(asText(value), true)}
      alt={field.label[i18n.language as "zh-CN"] ?? t("signature.signed")}
    />
  );
}

export const signature = defineFieldType<"signature">({
  type: "signature",
  icon: SignatureIcon,
  group: "files",
  column: false,
  settings: () => ({}),
  Edit,
  View,
  print: (_field, value, { t }) => (asText(value) ? t("signature.signed") : ""),
});
