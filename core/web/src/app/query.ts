// Server state. What changes elsewhere arrives through `useLive`, so nothing polls.
import { QueryClient } from "@tanstack/react-query";
import { isProblem } from "@/api";

const RETRIES = 2;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // A refusal stays a refusal; only what never reached the server, or broke in it, is worth another try.
      retry: (failures, error) => failures < RETRIES && isProblem(error) && (error.status === 0 || error.status >= 502),
    },
  },
});
