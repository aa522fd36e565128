// What the page behind a link asks of the server. A link of strangers is asked for without a session, one of colleagues
// with it; which one it is, only the server knows.

import { queryOptions } from "@tanstack/react-query";
import { api, isProblem, ok, once, type Schemas } from "@/api";
import type { FormData, FormSchema } from "@/form";

export type OpenLink = Omit<Schemas["OpenFormLink"], "schema"> & { schema: FormSchema };
export type Receipt = Schemas["FormLinkReceipt"];

export const openQuery = (token: string) =>
  queryOptions({
    queryKey: ["openLink", token],
    queryFn: async () => {
      const body = { token };
      try {
        return (await ok(api.POST("/public/form-links/look", { body }))) as OpenLink;
      } catch (error) {
        if (!isProblem(error, "links.sign_in")) throw error;
        return (await ok(api.POST("/form-links/look", { body }))) as OpenLink;
      }
    },
    // A form must not change below who fills it in.
    staleTime: Infinity,
    gcTime: 0,
  });

export function fill(token: string, audience: OpenLink["audience"], data: FormData, key: string): Promise<Receipt> {
  const asked = { params: { header: once(key) }, body: { token, data } };
  return audience === "public" ? ok(api.POST("/public/form-links/fill", asked)) : ok(api.POST("/form-links/fill", asked));
}
