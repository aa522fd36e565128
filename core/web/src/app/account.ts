// What a person changes about themselves from anywhere: language, theme, being signed in.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { api, ok, type Schemas } from "@/api";
import { meQuery } from "./me";
import { setPreferences } from "./preferences";

export function useUpdateMe() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: Schemas["UpdateMe"]) => ok(api.PATCH("/me", { body: change })),
    onMutate: ({ locale, theme }) => setPreferences({ ...(locale && { locale }), ...(theme && { theme }) }),
    onSuccess: (me, { locale }) => {
      client.setQueryData(meQuery.queryKey, me);
      // Sentences written by the server come in the person's language: ask for them again.
      if (locale) void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== meQuery.queryKey[0] });
    },
  });
}

export function useSignOut(): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(async () => {
    await api.POST("/auth/logout").catch(() => undefined);
    client.clear();
    // What the palette opened lately is nobody else's business.
    localStorage.removeItem("weir.recent");
    window.location.assign("/login");
  }, [client]);
}
