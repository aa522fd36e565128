// Who is signed in, and what they may do.
import { queryOptions, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { api, type Counts, type Me, ok, type Permission } from "@/api";

export const meQuery = queryOptions({ queryKey: ["me"], queryFn: () => ok(api.GET("/me")), staleTime: Infinity });
export const countsQuery = queryOptions({ queryKey: ["counts"], queryFn: () => ok(api.GET("/counts")) });
export const serverInfoQuery = queryOptions({
  queryKey: ["serverInfo"],
  queryFn: () => ok(api.GET("/public/info")),
  staleTime: Infinity,
});

/** Below `SignedIn`, where it is always known. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}

export function useCounts(): Counts | undefined {
  return useQuery(countsQuery).data;
}

/** `const can = useCan(); can("forms.design")`; with several: any of them. */
export function useCan(): (...permissions: Permission[]) => boolean {
  const me = useMe();
  return (...permissions) => permissions.some((permission) => me.permissions.includes(permission));
}
