// Leaving a page asks first while something on it is unsaved. Not part of the index: few pages need it, and the first
// load need not carry it.
import { App } from "antd";
import { useEffect, useRef } from "react";
import { type Location, useBlocker } from "react-router";

/** What is asked. */
export interface LeaveWords {
  title: string;
  text: string;
  leave: string;
  stay: string;
}

const otherPage = (here: Location, next: Location) => here.pathname !== next.pathname;
/** Whether the place in the query is another one, too. */
export const otherAddress = (here: Location, next: Location) => otherPage(here, next) || here.search !== next.search;

/** Asks while `dirty`, where the way leads to another page; the returned function lets go once. */
export function useLeaveAsked(dirty: boolean, words: LeaveWords, leads = otherPage): () => void {
  const { modal } = App.useApp();
  const free = useRef(false);
  const blocker = useBlocker(({ currentLocation, nextLocation }) => dirty && !free.current && leads(currentLocation, nextLocation));
  const { title, text, leave, stay } = words;
  useEffect(() => {
    if (blocker.state !== "blocked") return;
    modal.confirm({
      title,
      content: text,
      okText: leave,
      okButtonProps: { danger: true },
      cancelText: stay,
      autoFocusButton: "cancel",
      onOk: () => blocker.proceed(),
      onCancel: () => blocker.reset(),
    });
  }, [blocker, modal, title, text, leave, stay]);
  useEffect(() => {
    if (!dirty) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [dirty]);
  return () => {
    free.current = true;
  };
}
