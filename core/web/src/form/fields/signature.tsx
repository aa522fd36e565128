// A hand-written signature: drawn with a finger, a pen or a mouse, kept as a PNG file that opens large like any other.
// The pad is loaded when needed.

import { Button, Skeleton } from "antd";
import { Signature as SignatureIcon } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { FileAnchor } from "@/preview";
import { useFiles } from "../files/useFiles";
import styles from "../form.module.css";
import { type Refs, textOf } from "../schema";
import { useFormServices } from "../services";
import { defineFieldType, type EditProps, type ViewProps } from "./fieldType";
import { asText } from "./shared";

const SignaturePad = lazy(() => import("../SignaturePad"));

function Edit(props: EditProps<"signature">) {
  const { t } = useTranslation("form");
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
      {id && <Signed id={id} refs={props.refs} alt={props.label} />}
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

function View({ field, value, refs, inCell }: ViewProps<"signature">) {
  const { t, i18n } = useTranslation("form");
  if (inCell) return t("signature.signed");
  return <Signed id={asText(value)} refs={refs} alt={textOf(field.label, i18n.language, t("signature.signed"))} />;
}

function Signed({ id, refs, alt }: { id: string; refs: Refs; alt: string }) {
  const services = useFormServices();
  const [file] = useFiles([id], refs);
  if (!file) return null;
  return (
    <FileAnchor file={file} href={services.fileUrl(id)} className={styles.signedPicture} title={alt}>
      <img className={styles.signature} src={services.fileUrl(id, true)} alt={alt} />
    </FileAnchor>
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
