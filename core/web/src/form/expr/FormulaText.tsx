// The text of a formula: chips for `{key}`, completion of fields and functions. Knows nothing of meaning.

import { autocompletion, type Completion, type CompletionContext } from "@codemirror/autocomplete";
import {
  Decoration,
  EditorView,
  MatchDecorator,
  ViewPlugin,
  WidgetType,
  type DecorationSet,
  type ViewUpdate,
} from "@codemirror/view";
import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { TextIssue } from "@/engine";
import styles from "../form.module.css";
import { CodeText } from "./CodeText";
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

export default function FormulaText({ fields, ...text }: Props) {
  const { t } = useTranslation("form");
  const language = useMemo(
    () => [chips(fields), autocompletion({ override: [completions(fields, t)], icons: false })],
    [fields, t],
  );
  return <CodeText {...text} language={language} />;
}
