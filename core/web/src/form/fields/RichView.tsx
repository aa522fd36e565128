// Formatted text for reading. It goes through the editor's schema, so nothing but its marks and blocks reaches the page.

import { EditorContent, useEditor } from "@tiptap/react";
import StarterKit from "@tiptap/starter-kit";
import { useEffect } from "react";
import styles from "../form.module.css";
import { styleNonce } from "../nonce";

export default function RichView({ html }: { html: string }) {
  const nonce = styleNonce();
  const editor = useEditor({
    extensions: [StarterKit],
    content: html,
    ...(nonce ? { injectNonce: nonce } : {}),
    editable: false,
    immediatelyRender: true,
  });
  useEffect(() => {
    editor.commands.setContent(html, { emitUpdate: false });
  }, [editor, html]);
  return <EditorContent editor={editor} className={styles.richRead} />;
}
