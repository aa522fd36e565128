// The rich text editor: a short tool bar over tiptap. Only marks and blocks that the server's allow-list keeps.

import { Button, Tooltip } from "antd";
import { EditorContent, useEditor, useEditorState } from "@tiptap/react";
import StarterKit from "@tiptap/starter-kit";
import { Bold, Italic, List, ListOrdered, Quote, Redo2, Strikethrough, Undo2 } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import styles from "../form.module.css";
import { styleNonce } from "../nonce";

interface Props {
  id: string;
  label: string;
  describedBy: string | undefined;
  required: boolean;
  invalid: boolean;
  placeholder: string | undefined;
  value: string;
  onChange: (html: string | null) => void;
}

export default function RichEditor({ id, label, describedBy, required, invalid, placeholder, value, onChange }: Props) {
  const { t } = useTranslation("form");
  const nonce = styleNonce();
  const editor = useEditor({
    extensions: [StarterKit],
    content: value,
    ...(nonce ? { injectNonce: nonce } : {}),
    immediatelyRender: true,
    editorProps: {
      attributes: {
        id,
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": label,
        "aria-required": String(required),
        "aria-invalid": String(invalid),
        ...(describedBy ? { "aria-describedby": describedBy } : {}),
        ...(placeholder ? { "data-placeholder": placeholder } : {}),
      },
    },
    onUpdate: ({ editor: e }) => onChange(e.isEmpty ? null : e.getHTML()),
  });
  useEffect(() => {
    if (!editor.isFocused && (editor.isEmpty ? "" : editor.getHTML()) !== value)
      editor.commands.setContent(value, { emitUpdate: false });
  }, [editor, value]);
  const active = useEditorState({
    editor,
    selector: ({ editor: e }) => ({
      bold: e.isActive("bold"),
      italic: e.isActive("italic"),
      strike: e.isActive("strike"),
      bullets: e.isActive("bulletList"),
      numbers: e.isActive("orderedList"),
      quote: e.isActive("blockquote"),
    }),
  });
  const tools = [
    { key: "bold", icon: Bold, on: active.bold, run: () => editor.chain().focus().toggleBold().run() },
    { key: "italic", icon: Italic, on: active.italic, run: () => editor.chain().focus().toggleItalic().run() },
    { key: "strike", icon: Strikethrough, on: active.strike, run: () => editor.chain().focus().toggleStrike().run() },
    { key: "bullets", icon: List, on: active.bullets, run: () => editor.chain().focus().toggleBulletList().run() },
    { key: "numbers", icon: ListOrdered, on: active.numbers, run: () => editor.chain().focus().toggleOrderedList().run() },
    { key: "quote", icon: Quote, on: active.quote, run: () => editor.chain().focus().toggleBlockquote().run() },
    { key: "undo", icon: Undo2, on: undefined, run: () => editor.chain().focus().undo().run() },
    { key: "redo", icon: Redo2, on: undefined, run: () => editor.chain().focus().redo().run() },
  ] as const;
  return (
    <div className={styles.rich} data-invalid={invalid || undefined}>
      <div className={styles.richTools} role="toolbar" aria-label={t("rich.tools")}>
        {tools.map(({ key, icon: Icon, on, run }) => (
          <Tooltip key={key} title={t(`rich.${key}`)}>
            <Button
              type="text"
              size="small"
              icon={<Icon size={14} />}
              aria-label={t(`rich.${key}`)}
              {...(on === undefined ? {} : { "aria-pressed": on })}
              className={on ? styles.toolOn : undefined}
              onMouseDown={(e) => e.preventDefault()}
              onClick={run}
            />
          </Tooltip>
        ))}
      </div>
      <EditorContent editor={editor} className={styles.richBody} data-empty={editor.isEmpty || undefined} />
    </div>
  );
}
