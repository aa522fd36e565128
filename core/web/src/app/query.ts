// Server state. What changes elsewhere arrives through `useLive`, so nothing polls.
import { QueryClient } from "@tanstack/react-query";
import { isProblem } from "@/api";

const RETRIES = 2;

export const queryClient = new QueryClient({
  defaultOptions: {
    // The server is often in the house: what the browser thinks of the internet says nothing about it. Held back for
    // that, a press would wait without a word; sent, it either works or says why not.
    mutations: { networkMode: "always" },
    queries: {
      networkMode: "always",
      staleTime: 30_000,
      // A refusal stays a refusal; only what never reached the server, or broke in it, is worth another try.
      retry: (failures, error) => failures < RETRIES && isProblem(error) && (error.status === 0 || error.status >= 502),
    },
  },
});
