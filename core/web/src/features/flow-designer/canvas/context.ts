/** What the drawn boxes need of the page around them. A context, because xyflow makes the boxes. */
import { createContext, useContext } from "react";
import type { Schemas } from "@/api";
import type { Clip } from "../model/edit";
import type { InsertKind } from "../model/definition";
import type { FlowWords } from "../useFlowWords";

export interface CanvasContext {
  words: FlowWords;
  selected: string | null;
  onSelect: (key: string) => void;
  /** The first finding of each node and branch, in words. */
  problems: Map<string, string>;
  /** Run state by node; absent while designing. */
  steps?: Map<string, Schemas["Step"]> | undefined;
  /** Absent when the chart is only shown. */
  editing?: {
    clip: Clip | null;
    clipName: string;
    insert: (edge: string, kind: InsertKind) => void;
    paste: (edge: string) => void;
    addBranch: (fork: string) => void;
  };
}

const Context = createContext<CanvasContext | null>(null);
export const CanvasProvider = Context.Provider;

export function useCanvas(): CanvasContext {
  const context = useContext(Context);
  if (!context) throw new Error("a box outside of the canvas");
  return context;
}
