// Around the files that belong together: a click on one opens the preview, which goes on to the others. A place within
// a place is part of it.

import { lazy, type ReactNode, Suspense, useContext, useMemo, useRef, useState, type RefObject } from "react";
import { inOrder, keyOf, type Place, PlaceContext, type Standing } from "./place";
import type { PreviewFile } from "./kinds";

const PreviewSheet = lazy(() => import("./PreviewSheet"));

export function PreviewPlace({ children }: { children: ReactNode }) {
  return useContext(PlaceContext) ? children : <OwnPlace>{children}</OwnPlace>;
}

function OwnPlace({ children }: { children: ReactNode }) {
  const standings = useRef(new Set<RefObject<Standing | undefined>>());
  const [shown, setShown] = useState<{ files: PreviewFile[]; at: number }>();
  const place = useMemo<Place>(
    () => ({
      add: (standing) => {
        standings.current.add(standing);
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
      {shown && (
        <Suspense fallback={null}>
          <PreviewSheet files={shown.files} at={shown.at} onMove={(at) => setShown({ ...shown, at })} onClose={() => setShown(undefined)} />
        </Suspense>
      )}
    </PlaceContext>
  );
}
