/** What the designer holds while it is open: the definition with undo and redo, the selection, the clipboard. */
import { type FlowDefinition } from "./definition";
import { type Clip, type Edited } from "./edit";

/** Steps that can be undone; older ones are forgotten, the saved draft and the versions remain. */
export const UNDO_STEPS_MAX = 200;

interface Moment {
  definition: FlowDefinition;
  selected: string | null;
}

export interface DesignerState extends Moment {
  past: Moment[];
  future: Moment[];
  clip: Clip | null;
  /** Edits with the same tag in a row are one step: typing a name is undone at once, not letter by letter. */
  tag: string | null;
}

export type DesignerAction =
  | { type: "load"; definition: FlowDefinition }
  | { type: "edit"; edited: Edited | { definition: FlowDefinition }; tag?: string }
  | { type: "select"; key: string | null }
  | { type: "copy"; clip: Clip }
  | { type: "undo" }
  | { type: "redo" };

export function startState(definition: FlowDefinition): DesignerState {
  return { definition, selected: null, past: [], future: [], clip: null, tag: null };
}

export function reduce(state: DesignerState, action: DesignerAction): DesignerState {
  switch (action.type) {
    case "load":
      return { ...startState(action.definition), clip: state.clip };
    case "edit":
      return edit(state, action);
    case "select":
      return state.selected === action.key ? state : { ...state, selected: action.key, tag: null };
    case "copy":
      return { ...state, clip: action.clip };
    case "undo": {
      const before = state.past.at(-1);
      if (!before) return state;
      return { ...state, ...before, past: state.past.slice(0, -1), future: [momentOf(state), ...state.future], tag: null };
    }
    case "redo": {
      const [after, ...future] = state.future;
      if (!after) return state;
      return { ...state, ...after, past: [...state.past, momentOf(state)], future, tag: null };
    }
  }
}

function edit(state: DesignerState, action: Extract<DesignerAction, { type: "edit" }>): DesignerState {
  const { definition } = action.edited;
  if (definition === state.definition) return state;
  const selected = "focus" in action.edited ? action.edited.focus : state.selected;
  const tag = action.tag ?? null;
  const goesOn = tag !== null && tag === state.tag;
  const past = goesOn ? state.past : [...state.past, momentOf(state)].slice(-UNDO_STEPS_MAX);
  return { ...state, definition, selected, past, future: [], tag };
}

function momentOf(state: DesignerState): Moment {
  return { definition: state.definition, selected: state.selected };
}
