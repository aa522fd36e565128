// Around the files that belong together: a click on one opens the preview, which goes on to the others. A place within
// a place is part of it. The file that the address names behind its # is opened by itself, once.

import { lazy, type ReactNode, Suspense, useContext, useEffect, useMemo, useRef, useState, type RefObject } from "react";
import { useInRouterContext, useLocation } from "react-router";
import { inOrder, keyOf, type Place, PlaceContext, type Standing } from "./place";
import type { PreviewFile } from "./kinds";

const PreviewSheet = lazy(() => import("./PreviewSheet"));

export function PreviewPlace({ children }: { children: ReactNode }) {
  return useContext(PlaceContext) ? children : <OwnPlace>{children}</OwnPlace>;
}

function OwnPlace({ children }: { children: ReactNode }) {
  const standings = useRef(new Set<RefObject<Standing | undefined>>());
  const [shown, setShown] = useState<{ files: PreviewFile[]; at: number }>();
  const routed = useInRouterContext();
  const arrived = useRef<() => void>(undefined);
  const place = useMemo<Place>(
    () => ({
      add: (standing) => {
        standings.current.add(standing);
        arrived.current?.();
        return () => standings.current.delete(standing);
      },
      open: (key) => {
        const files = inOrder([...standings.current].flatMap(({ current }) => current ?? []));
        setShown({ files, at: Math.max(files.findIndex((file) => keyOf(file) === key), 0) });
      },
    }),
    [],
  );
  return (
    <PlaceContext value={place}>
      {children}
      {routed && <Meant standings={standings} arrived={arrived} onFound={place.open} />}
      {shown && (
        <Suspense fallback={null}>
          <PreviewSheet files={shown.files} at={shown.at} onMove={(at) => setShown({ ...shown, at })} onClose={() => setShown(undefined)} />
        </Suspense>
      )}
    </PlaceContext>
  );
}

/** The last way here whose file was opened: closing it, or changing the page around it, does not open it again. */
let followed: string | undefined;

interface MeantProps {
  standings: RefObject<Set<RefObject<Standing | undefined>>>;
  /** Called when a file comes to stand in the place. */
  arrived: RefObject<(() => void) | undefined>;
  onFound: (key: string) => void;
}

/** Waits for the file that the address names; its page may still be loading. */
function Meant({ standings, arrived, onFound }: MeantProps) {
  const { hash, key } = useLocation();
  useEffect(() => {
    const id = hash.slice(1);
    const way = `${key}${hash}`;
    if (id === "" || followed === way) return;
    const look = () => {
      const found = [...standings.current].find(({ current }) => current?.file.id === id)?.current;
      if (!found || followed === way) return;
      followed = way;
      onFound(keyOf(found.file));
    };
    // Its neighbours come to stand in the same moment: the preview goes on to them.
    arrived.current = () => queueMicrotask(look);
    look();
    return () => {
      arrived.current = undefined;
    };
  }, [hash, key, standings, arrived, onFound]);
  return null;
}
