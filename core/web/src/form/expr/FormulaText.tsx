// The text of a formula in CodeMirror: chips for `{key}`, completion, underlined findings. Knows nothing of meaning.

import { autocompletion, completionKeymap, type Completion, type CompletionContext } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { Compartment, EditorState, StateEffect, StateField } from "@codemirror/state";
import {
  Decoration,
  EditorView,
  keymap,
  MatchDecorator,
  ViewPlugin,
  WidgetType,
  type DecorationSet,
  type ViewUpdate,
} from "@codemirror/view";
import type { TFunction } from "i18next";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { TextIssue } from "@/engine";
import styles from "../form.module.css";
import { styleNonce } from "../nonce";
import { FUNCTIONS, functionText } from "./expr";
import { infoLabel, infoPath, type FieldInfo } from "./fieldInfo";

interface Props {
  fields: FieldInfo[];
  value: string;
  onChange: (text: string) => void;
  issues: TextIssue[];
  disabled: boolean;
  label: string;
}

class Chip extends WidgetType {
  constructor(
    readonly label: string,
    readonly known: boolean,
  ) {
    super();
  }
  override eq(other: Chip) {
    return other.label === this.label && other.known === this.known;
  }
  override toDOM() {
    const chip = document.createElement("span");
    chip.className = `${styles.chip} ${this.known ? "" : styles.chipUnknown}`;
    chip.textContent = this.label;
    return chip;
  }
}

/** Every `{key}` as one unbreakable chip that reads as the field's label. */
function chips(fields: FieldInfo[]) {
  const labels = new Map(fields.map((f) => [infoPath(f), infoLabel(f)]));
  const matcher = new MatchDecorator({
    regexp: /\{([^{}]*)\}/g,
    decoration: (match) =>
      Decoration.replace({ widget: new Chip(labels.get(match[1] ?? "") ?? match[1] ?? "", labels.has(match[1] ?? "")) }),
  });
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      constructor(view: EditorView) {
        this.decorations = matcher.createDeco(view);
      }
      update(update: ViewUpdate) {
        this.decorations = matcher.updateDeco(update, this.decorations);
      }
    },
    {
      decorations: (plugin) => plugin.decorations,
      provide: (plugin) => EditorView.atomicRanges.of((view) => view.plugin(plugin)?.decorations ?? Decoration.none),
    },
  );
}

/** What is called so first, then what is described so. */
function found(options: Completion[], asked: string): Completion[] {
  const called = options.filter((o) => o.label.toLowerCase().includes(asked));
  const described = options.filter((o) => !called.includes(o) && o.detail?.toLowerCase().includes(asked));
  return [...called, ...described];
}

function completions(fields: FieldInfo[], t: TFunction) {
  const fieldOptions: Completion[] = fields.map((f) => ({
    label: infoLabel(f),
    detail: infoPath(f),
    type: "variable",
    apply: (view, _completion, from, to) => {
      const insert = `{${infoPath(f)}}`;
      view.dispatch({ changes: { from, to, insert }, selection: { anchor: from + insert.length }, userEvent: "input.complete" });
    },
  }));
  const functionOptions: Completion[] = FUNCTIONS.map((name) => ({
    label: functionText(name),
    detail: t(`formula.function.${name}`),
    type: "function",
    apply: (view, _completion, from, to) => {
      const insert = `${functionText(name)}()`;
      view.dispatch({
        changes: { from, to, insert },
        selection: { anchor: from + insert.length - 1 },
        userEvent: "input.complete",
      });
    },
  }));
  return (context: CompletionContext) => {
    const brace = context.matchBefore(/\{[^{}]*/);
    if (brace) {
      const asked = brace.text.slice(1).toLowerCase();
      const options = found(fieldOptions, asked);
      return { from: brace.from, options, filter: false };
    }
    const word = context.matchBefore(/[\p{L}_][\p{L}\d_]*/u);
    if (!word && !context.explicit) return null;
    const asked = (word?.text ?? "").toLowerCase();
    const options = found([...fieldOptions, ...functionOptions], asked);
    return { from: word?.from ?? context.pos, options, filter: false };
  };
}

const setIssues = StateEffect.define<TextIssue[]>();
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

export default function FormulaText({ fields, value, onChange, issues, disabled, label }: Props) {
  const { t } = useTranslation("form");
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
    view.current?.dispatch({
      effects: language.current.reconfigure([
        chips(fields),
        autocompletion({ override: [completions(fields, t)], icons: false }),
      ]),
    });
  }, [fields, t]);
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
