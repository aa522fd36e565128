// The files of one place, such as a record or an approval's document, in the order in which they stand on the page.

import { createContext, type MouseEvent, type RefObject, useContext, useEffect, useRef } from "react";
import type { PreviewFile } from "./kinds";

export interface Standing {
  file: PreviewFile;
  element: HTMLElement;
}

export interface Place {
  /** Takes a file in; gives back how it leaves. */
  add: (standing: RefObject<Standing | undefined>) => () => void;
  open: (key: string) => void;
}

export const PlaceContext = createContext<Place | undefined>(undefined);

/** A version of a file is another thing to look at than the file. */
export const keyOf = ({ id, version }: PreviewFile) => (version === undefined ? id : `${id}@${version}`);

/** Files as they stand on the page, each once. */
export function inOrder(standings: Standing[]): PreviewFile[] {
  const sorted = standings.toSorted((a, b) => (a.element.compareDocumentPosition(b.element) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
  const files = new Map<string, PreviewFile>();
  for (const { file } of sorted) if (!files.has(keyOf(file))) files.set(keyOf(file), file);
  return [...files.values()];
}

/** What makes a link to a file open its preview. With a modifier, or outside of a place, it stays a download. */
export function usePreview(file: PreviewFile) {
  const place = useContext(PlaceContext);
  const element = useRef<HTMLAnchorElement>(null);
  const standing = useRef<Standing | undefined>(undefined);
  useEffect(() => {
    standing.current = element.current ? { file, element: element.current } : undefined;
  });
  useEffect(() => place?.add(standing), [place]);
  const onClick = (event: MouseEvent) => {
    if (!place || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    place.open(keyOf(file));
  };
  return { ref: element, onClick };
}
