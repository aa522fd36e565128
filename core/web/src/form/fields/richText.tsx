// Formatted text. The editor is loaded when one is first shown; the server cleans what it stores, and what is shown
// here is cleaned once more by the editor's own schema.

import { Skeleton } from "antd";
import { PenLine } from "lucide-react";
import { lazy, Suspense } from "react";
import styles from "../form.module.css";
import { defineFieldType, type EditProps, type ViewProps } from "./fieldType";
import { asText, usePlaceholder } from "./shared";

const RichEditor = lazy(() => import("./RichEditor"));
const RichView = lazy(() => import("./RichView"));

function Edit(props: EditProps<"richText">) {
  const { id, label, value, onChange, describedBy, required, invalid } = props;
  const placeholder = usePlaceholder(props);
  return (
    <Suspense fallback={<Skeleton.Input active block style={{ height: 120 }} />}>
      <RichEditor {...{ id, label, describedBy, required, invalid, placeholder }} value={asText(value)} onChange={onChange} />
    </Suspense>
  );
}

/** The words of a piece of HTML, without executing or loading anything in it. */
function wordsOf(html: string): string {
  return new DOMParser().parseFromString(html, "text/html").body.textContent?.trim() ?? "";
}

function View({ value, inCell }: ViewProps<"richText">) {
  if (inCell) return <span className={styles.oneLine}>{wordsOf(asText(value))}</span>;
  return (
    <Suspense fallback={<span className={styles.lines}>{wordsOf(asText(value))}</span>}>
      <RichView html={asText(value)} />
    </Suspense>
  );
}

export const richText = defineFieldType<"richText">({
  type: "richText",
  icon: PenLine,
  group: "structure",
  column: false,
  startsFull: true,
  settings: () => ({}),
  Edit,
  View,
  print: (_field, value) => wordsOf(asText(value)),
});
