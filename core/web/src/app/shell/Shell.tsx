// The frame of every page: rail, top bar, content; on a phone a tab bar instead of the rail.
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Outlet } from "react-router";
import { useTypedAhead } from "@/palette/typedAhead";
import { ListSkeleton, useHotkeys } from "@/ui";
import { useSameEyes } from "../eyes";
import { startLive } from "../live";
import { useMe } from "../me";
import { Rail } from "./Rail";
import css from "./Shell.module.css";
import { TabBar } from "./TabBar";
import { TopBar } from "./TopBar";
import { useFocusKept } from "./useFocusKept";
import { useRailCollapsed } from "./useRailCollapsed";

const loadPalette = () => import("@/palette/CommandPalette");
const CommandPalette = lazy(loadPalette);
const ViewBanner = lazy(() => import("./ViewBanner"));
const FeedbackSheet = lazy(() => import("@/features/feedback/FeedbackSheet"));

export function Shell() {
  const { t } = useTranslation("app");
  const railCollapsed = useRailCollapsed();
  const [paletteOpen, setPaletteOpen] = useState(false);
  const [feedbackOpen, setFeedbackOpen] = useState(false);
  const { user, viewing } = useMe();

  const content = useRef<HTMLElement>(null);
  useFocusKept(content);
  useSameEyes(user.id);
  useEffect(() => startLive(), []);
  useEffect(() => {
    // As `feedback.ts` asks, which only what is loaded later needs.
    const open = () => setFeedbackOpen(true);
    addEventListener("weir:feedback", open);
    return () => removeEventListener("weir:feedback", open);
  }, []);
  useHotkeys({ "mod+k": () => setPaletteOpen(true) });
  useTypedAhead(paletteOpen, () => setPaletteOpen(false));
  useEffect(() => {
    // Loaded while nothing else is to be done, so that it is there when it is asked for; if that fails, it is loaded then.
    const load = () => void loadPalette().catch(() => {});
    // Safari has no idle callbacks.
    ("requestIdleCallback" in window ? requestIdleCallback : setTimeout)(load);
  }, []);

  return (
    <div className={`${css.app} ${railCollapsed ? css.collapsed : ""}`}>
      <a className={css.skip} href="#main">
        {t("skip")}
      </a>
      <Rail />
      <div className={css.frame}>
        {viewing && (
          <Suspense fallback={null}>
            <ViewBanner viewing={viewing} />
          </Suspense>
        )}
        <TopBar onOpenPalette={() => setPaletteOpen(true)} />
        <main id="main" ref={content} tabIndex={-1} className={css.body}>
          <Suspense fallback={<ListSkeleton />}>
            <Outlet />
          </Suspense>
        </main>
        <TabBar />
      </div>
      <Suspense fallback={null}>
        {paletteOpen && <CommandPalette onClose={() => setPaletteOpen(false)} />}
        {feedbackOpen && <FeedbackSheet onClose={() => setFeedbackOpen(false)} />}
      </Suspense>
    </div>
  );
}
