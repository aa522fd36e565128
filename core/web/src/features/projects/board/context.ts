// What every card and cell of one board shares.
import { createContext, useContext } from "react";
import type { Board, Project, ProjectMember, WorkItemType } from "../queries";
import type { MenuAsked } from "./CardMenu";
import type { Cell, Place } from "./place";
import type { Card, Column, Verdict } from "./verdict";

export interface BoardShared {
  project: Project;
  types: WorkItemType[];
  members: ProjectMember[];
  board: Board;
  canWork: boolean;
  openId: string | undefined;
  hrefOf: (id: string) => string;
  judge: (card: Card, column: Column) => Verdict;
  reason: (verdict: Verdict, card: Card, column: Column) => string | undefined;
  drop: (card: Card, column: Column, place: Place) => void;
  /** The cell whose line for a new item is open. */
  creating: Cell | undefined;
  onCreating: (cell: Cell | undefined) => void;
  /** The card that just came back. */
  returned: string | undefined;
  onMenu: (asked: MenuAsked) => void;
}

export const BoardContext = createContext<BoardShared | undefined>(undefined);

export function useBoard(): BoardShared {
  const shared = useContext(BoardContext);
  if (!shared) throw new Error("outside of a board");
  return shared;
}
