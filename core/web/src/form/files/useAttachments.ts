// Files that go along with words, such as an opinion or a comment: uploaded at once, named by their ids when the words
// are sent. What is still on its way, or failed, keeps the words back, so that no file is left behind unseen.

import { useCallback, useState } from "react";
import type { FileInfo } from "../schema";
import { type Upload, useUploads } from "./useUploads";

/** As many as the server takes with one decision or comment. */
export const ATTACHMENTS_MAX = 20;

export interface Attachments {
  files: FileInfo[];
  uploads: Upload[];
  /** Names that found no room any more. */
  leftOut: string[];
  /** Nothing is on its way and nothing failed. */
  settled: boolean;
  add: (files: File[]) => void;
  remove: (id: string) => void;
  clear: () => void;
  drop: (key: number) => void;
  retry: (upload: Upload) => void;
}

const anything = () => undefined;

export function useAttachments(): Attachments {
  const [files, setFiles] = useState<FileInfo[]>([]);
  const [leftOut, setLeftOut] = useState<string[]>([]);
  const { uploads, add, drop, retry } = useUploads((file) => setFiles((all) => [...all, file]), anything);
  const room = ATTACHMENTS_MAX - files.length - uploads.length;
  return {
    files,
    uploads,
    leftOut,
    settled: uploads.length === 0,
    add: (chosen) => {
      setLeftOut(chosen.slice(Math.max(room, 0)).map((file) => file.name));
      add(chosen.slice(0, Math.max(room, 0)));
    },
    remove: useCallback((id: string) => {
      setLeftOut([]);
      setFiles((all) => all.filter((file) => file.id !== id));
    }, []),
    clear: useCallback(() => {
      setLeftOut([]);
      setFiles([]);
    }, []),
    drop,
    retry,
  };
}
