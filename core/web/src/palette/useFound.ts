// Asks the server while somebody types: once the typing rests, and the answer of an older text never stands under a
// newer one for good.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, ok, type Schemas } from "@/api";
import { useDebounced } from "@/ui";
import { type FoundKind, isFoundKind, KINDS } from "./hits";

const REST_MS = 150;
const FEW = 5;
/** As many as the server gives of one kind. */
const MANY = 50;

export type Group = Schemas["SearchGroup"] & { kind: FoundKind };

export interface Found {
  groups: Group[];
  /** What is shown is not the answer to what stands in the field. */
  stale: boolean;
  failed: boolean;
}

export function useFound(typed: string, only: FoundKind | null): Found {
  const text = typed.trim();
  const q = useDebounced(text, REST_MS);
  const kinds = only ? [only] : KINDS;
  const query = useQuery({
    queryKey: ["search", q, kinds],
    queryFn: ({ signal }) => ok(api.GET("/search", { params: { query: { q, kinds: kinds.join(","), limit: only ? MANY : FEW } }, signal })),
    enabled: q !== "",
    placeholderData: keepPreviousData,
    gcTime: 60_000,
    retry: false,
  });
  const groups = (text === "" ? [] : (query.data?.groups ?? [])).filter((group): group is Group => isFoundKind(group.kind));
  return { groups, stale: text !== "" && !query.isError && (text !== q || query.isPlaceholderData || query.isPending), failed: text !== "" && query.isError };
}
