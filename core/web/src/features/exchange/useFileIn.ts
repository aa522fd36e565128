// A file on its way in: looked at here as far as that goes, uploaded, taken as an import, which then has its own page.

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { api, ifMatch, isProblem, ok, once, uploadFile } from "@/api";
import { problemText, useRequestKey } from "@/ui";
import { mappingOf, sameHead } from "./mapping";
import { type Encoding, type Import, importQuery } from "./queries";

export const FILE_MAX_MB = 50;
export const ROWS_MAX = 200_000;
export const COLUMNS_MAX = 400;
const ENDINGS = ["csv", "txt", "xlsx"];
export const ACCEPTED = ENDINGS.map((ending) => `.${ending}`).join(",");

interface Purpose {
  kind: Import["kind"];
  formId?: string;
  /** The import whose file this one corrects: how that was read is taken over where the heads are the same. */
  after?: string;
}

interface Given {
  id: string;
  name: string;
}

/** What is wrong with a file before anybody has read it: a key of `import.file`. */
export function refusal(file: Pick<File, "name" | "size">): "empty" | "tooLarge" | "oldWorkbook" | "kind" | undefined {
  const ending = file.name.split(".").at(-1)?.toLowerCase() ?? "";
  if (ending === "xls") return "oldWorkbook";
  if (!ENDINGS.includes(ending)) return "kind";
  if (file.size === 0) return "empty";
  return file.size > FILE_MAX_MB * 1024 * 1024 ? "tooLarge" : undefined;
}

export function useFileIn({ kind, formId, after }: Purpose) {
  const { t } = useTranslation("exchange");
  const client = useQueryClient();
  const navigate = useNavigate();
  const requestKey = useRequestKey();
  const abort = useRef<AbortController>(undefined);
  const [share, setShare] = useState<number>();
  const [name, setName] = useState("");
  const [problem, setProblem] = useState<string>();
  const [unknown, setUnknown] = useState<Given>();
  useEffect(() => () => abort.current?.abort(), []);

  /** Takes over how the file before was read; when that does not fit any more, the proposal of the server stands. */
  const takeOver = async (made: Import): Promise<Import> => {
    if (!after) return made;
    try {
      const before = await client.fetchQuery(importQuery(after));
      if (before.kind !== made.kind || before.formId !== made.formId || !sameHead(before.columns, made.columns)) return made;
      const body = { mapping: mappingOf(before.columns), matchBy: before.matchBy ?? null, mode: before.mode };
      return await ok(api.PATCH("/imports/{id}", { params: { path: { id: made.id }, header: ifMatch(made.rev) }, body: body as { mode: Import["mode"] } }));
    } catch {
      return made;
    }
  };

  const take = async (file: Given, signal: AbortSignal, encoding?: Encoding) => {
    const body = { kind, file: file.id, ...(formId ? { formId } : {}), ...(encoding ? { encoding } : {}) };
    const made = await takeOver(await ok(api.POST("/imports", { params: { header: once(requestKey(body)) }, body, signal })));
    client.setQueryData(importQuery(made.id).queryKey, made);
    void client.invalidateQueries({ queryKey: ["imports"] });
    void navigate(`/imports/${made.id}`);
  };

  const attempt = async (file: Given | File, encoding?: Encoding) => {
    abort.current?.abort();
    const { signal } = (abort.current = new AbortController());
    setProblem(undefined);
    setUnknown(undefined);
    setName(file.name);
    setShare("id" in file ? 1 : 0);
    let given: Given | undefined;
    try {
      given = "id" in file ? file : { ...(await uploadFile(file, file.name, { onProgress: setShare, signal })), name: file.name };
      setShare(1);
      await take(given, signal, encoding);
    } catch (error) {
      if (signal.aborted) return;
      if (isProblem(error, "network")) return setProblem(t("import.file.network"));
      const first = isProblem(error) ? error.errors[0] : undefined;
      setProblem(first?.message ?? problemText(error, t("import.file.failed")));
      if (first?.code === "interop.encoding_unknown" && !encoding) setUnknown(given);
    } finally {
      if (!signal.aborted) setShare(undefined);
    }
  };

  return {
    busy: share !== undefined,
    /** From 0 to 1; at 1 the server is looking at the file. */
    share: share ?? 0,
    name,
    problem,
    give: (file: File) => {
      const why = refusal(file);
      if (why) {
        setUnknown(undefined);
        setProblem(t(`import.file.${why}`, { name: file.name, mb: FILE_MAX_MB }));
      } else void attempt(file);
    },
    cancel: () => {
      abort.current?.abort();
      setShare(undefined);
    },
    /** Reads the same file as the encoding that nobody can tell by its bytes alone. */
    retryAs: unknown && (() => void attempt(unknown, "gb18030")),
  };
}
