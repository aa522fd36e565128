// A text in CodeMirror with completion, chips or whatever `language` adds, and underlined findings. Knows nothing of
// meaning. Only what is loaded when it is first needed imports it.

import { completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { Compartment, EditorState, StateEffect, StateField, type Extension } from "@codemirror/state";
import { Decoration, EditorView, keymap, type DecorationSet } from "@codemirror/view";
import { useEffect, useRef } from "react";
import type { TextIssue } from "@/engine";
import styles from "../form.module.css";
import { styleNonce } from "../nonce";

/** Where a finding is; what it says stands below the text. */
export type Mark = Pick<TextIssue, "from" | "to">;

export interface CodeTextProps {
  value: string;
  onChange: (text: string) => void;
  issues: Mark[];
  disabled: boolean;
  label: string;
  /** Kept by the caller for as long as it says the same. */
  language: Extension;
}

const setIssues = StateEffect.define<Mark[]>();
const issueMarks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let next = marks.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(setIssues)) continue;
      const end = transaction.state.doc.length;
      next = Decoration.set(
        effect.value
          .map((i) => ({ from: Math.min(i.from, Math.max(0, end - 1)), to: Math.min(Math.max(i.to, i.from + 1), end) }))
          .filter((i) => i.from < i.to)
          .map((i) => Decoration.mark({ class: styles.wavy ?? "" }).range(i.from, i.to)),
        true,
      );
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

export function CodeText({ value, onChange, issues, disabled, label, language: spoken }: CodeTextProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const language = useRef(new Compartment());
  const access = useRef(new Compartment());
  const latest = useRef(onChange);
  latest.current = onChange;

  useEffect(() => {
    if (!host.current) return;
    const nonce = styleNonce();
    const editor = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: value,
        extensions: [
          history(),
          keymap.of([...completionKeymap, ...historyKeymap, ...defaultKeymap]),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false" }),
          issueMarks,
          ...(nonce ? [EditorView.cspNonce.of(nonce)] : []),
          language.current.of([]),
          access.current.of([]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged && !update.transactions.some((tr) => tr.isUserEvent("weir.sync")))
              latest.current(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = editor;
    return () => editor.destroy();
    // The editor lives as long as the component; what changes is dispatched into it below.
  }, []);

  useEffect(() => {
    view.current?.dispatch({ effects: language.current.reconfigure(spoken) });
  }, [spoken]);
  useEffect(() => {
    view.current?.dispatch({
      effects: access.current.reconfigure([EditorState.readOnly.of(disabled), EditorView.editable.of(!disabled)]),
    });
  }, [disabled]);
  useEffect(() => {
    const editor = view.current;
    if (!editor || editor.state.doc.toString() === value) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value }, userEvent: "weir.sync" });
  }, [value]);
  useEffect(() => {
    view.current?.dispatch({ effects: setIssues.of(issues) });
    // Issues are a fresh list at each render; only what they say matters.
  }, [JSON.stringify(issues)]);

  return <div ref={host} className={styles.code} data-disabled={disabled || undefined} />;
}
