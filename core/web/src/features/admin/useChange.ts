/** A change on the server: afterwards what it touches is asked for anew, and a refusal is told in its own sentence. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { isProblem } from "@/api";
import { useProblemToast } from "@/ui";

/** `touches` are first parts of query keys; `onError` takes the place of the passing message. */
export function useChange<A, R>(run: (args: A) => Promise<R>, touches: string[], onDone?: (result: R, args: A) => void, onError?: (error: unknown) => void) {
  const client = useQueryClient();
  const tell = useTellRefusal();
  const refresh = () => Promise.all(touches.map((key) => client.invalidateQueries({ queryKey: [key] })));
  return useMutation({
    mutationFn: run,
    onSuccess: async (result, args) => {
      onDone?.(result, args);
      await refresh();
    },
    onError: (error) => {
      (onError ?? tell)(error);
      // What is not there any more goes from the page too.
      if (isProblem(error) && error.status === 404) void refresh();
    },
  });
}

/** A passing message that says what is wrong with what was sent, where the server says it of single parts. */
export function useTellRefusal(): (error: unknown) => void {
  const { message } = App.useApp();
  const toast = useProblemToast();
  return (error) => {
    if (isProblem(error) && error.errors.length > 0) void message.error([...new Set(error.errors.map((one) => one.message))].join(" "));
    else toast(error);
  };
}
