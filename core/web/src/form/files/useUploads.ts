// Uploads under way for one field. A finished one leaves the list and joins the field's value; a failed one stays with
// its reason until it is tried again or dropped.

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "@/api";
import type { FileInfo } from "../schema";
import { useFormServices } from "../services";
import { fileKey } from "./useFiles";

export interface Upload {
  key: number;
  file: File;
  /** From 0 to 1. */
  share: number;
  error?: string | undefined;
}

export const FILE_MAX_BYTES = 50 * 1024 * 1024;

let lastKey = 0;

/** What is wrong with the file itself, where the server says so; else what went wrong. */
function sentenceOf(error: unknown): string {
  if (isProblem(error) && error.errors[0]?.message) return error.errors[0].message;
  return error instanceof Error ? error.message : "";
}

export function useUploads(onDone: (file: FileInfo) => void, accepts: (file: File) => string | undefined) {
  const { t } = useTranslation("form");
  const services = useFormServices();
  const client = useQueryClient();
  const [uploads, setUploads] = useState<Upload[]>([]);
  const aborts = useRef(new Map<number, AbortController>());
  const latest = useRef(onDone);
  latest.current = onDone;
  useEffect(() => {
    const running = aborts.current;
    return () => running.forEach((abort) => abort.abort());
  }, []);

  const patch = useCallback(
    (key: number, change: Partial<Upload>) => setUploads((all) => all.map((u) => (u.key === key ? { ...u, ...change } : u))),
    [],
  );
  const drop = useCallback((key: number) => {
    aborts.current.get(key)?.abort();
    aborts.current.delete(key);
    setUploads((all) => all.filter((u) => u.key !== key));
  }, []);
  const run = useCallback(
    async (key: number, file: File) => {
      const abort = new AbortController();
      aborts.current.set(key, abort);
      try {
        const info = await services.upload(file, file.name, {
          onProgress: (share) => patch(key, { share }),
          signal: abort.signal,
        });
        client.setQueryData(fileKey(info.id), info);
        latest.current(info);
        drop(key);
      } catch (error) {
        if (!abort.signal.aborted)
          patch(key, { error: sentenceOf(error) || t("file.failed") });
      }
    },
    [client, drop, patch, services, t],
  );
  const add = useCallback(
    (files: File[]) => {
      for (const file of files) {
        const key = ++lastKey;
        const error = file.size > FILE_MAX_BYTES ? t("file.tooLarge") : accepts(file);
        setUploads((all) => [...all, { key, file, share: 0, error }]);
        if (!error) void run(key, file);
      }
    },
    [accepts, run, t],
  );
  const retry = useCallback(
    (upload: Upload) => {
      patch(upload.key, { error: undefined, share: 0 });
      void run(upload.key, upload.file);
    },
    [patch, run],
  );
  return { uploads, add, drop, retry };
}
