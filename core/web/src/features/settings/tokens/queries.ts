// One's own API tokens.
import { queryOptions } from "@tanstack/react-query";
import { api, ok, once, type Schemas } from "@/api";

export type ApiToken = Schemas["ApiTokenInfo"];

export const tokensQuery = queryOptions({
  queryKey: ["apiTokens"],
  queryFn: async () => (await ok(api.GET("/api-tokens"))).items,
});

export function createToken(wish: Schemas["CreateApiToken"], key: string) {
  return ok(api.POST("/api-tokens", { params: { header: once(key) }, body: wish }));
}

export async function revokeToken(id: string) {
  await api.DELETE("/api-tokens/{id}", { params: { path: { id } } });
}
