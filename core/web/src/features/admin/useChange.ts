/** A change on the server: afterwards what it touches is asked for anew, and a refusal is told in its own sentence. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useProblemToast } from "@/ui";

/** `touches` are first parts of query keys; `onError` takes the place of the passing message. */
export function useChange<A, R>(run: (args: A) => Promise<R>, touches: string[], onDone?: (result: R, args: A) => void, onError?: (error: unknown) => void) {
  const client = useQueryClient();
  const toast = useProblemToast();
  return useMutation({
    mutationFn: run,
    onSuccess: async (result, args) => {
      onDone?.(result, args);
      await Promise.all(touches.map((key) => client.invalidateQueries({ queryKey: [key] })));
    },
    onError: onError ?? toast,
  });
}
