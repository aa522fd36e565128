// Theme, language and server state around the whole app.
import { QueryClientProvider } from "@tanstack/react-query";
import { App as AntApp, ConfigProvider } from "antd";
import en from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import dayjs from "dayjs";
import "dayjs/locale/zh-cn";
import { LoaderCircle, LucideProvider } from "lucide-react";
import { type ReactNode, useEffect, useLayoutEffect, useMemo } from "react";
import { setAcceptLanguage, whenDue, whenSignedOut } from "@/api/client";
import { changeLanguage } from "@/i18n";
import { useIsPhone } from "@/ui/useIsPhone";
import { meQuery } from "./me";
import { nonce } from "./nonce";
import { useDark, usePreferences, useStill } from "./preferences";
import { queryClient } from "./query";
import { themeConfig } from "./theme";
import { ownProperties } from "./tokens";

/** The line of every icon, whatever its size: an icon scaled down would get a thinner one. */
const ICON_LINE_PX = 1.5;

/**
 * How buttons look; a spinner of our own while they wait. The library's own slides in and out and is named: an answer quicker than the slide
 * leaves it in place for good, as nothing then ends, and the button would go on being read as "loading".
 */
const BUTTON = { autoInsertSpace: false, loadingIcon: <LoaderCircle size={14} aria-hidden className="weir-spin" /> };

export function Providers({ children }: { children: ReactNode }) {
  const { locale } = usePreferences();
  const dark = useDark();
  const still = useStill();
  const touch = useIsPhone();
  const theme = useMemo(() => themeConfig(dark, { still, touch }), [dark, still, touch]);

  useLayoutEffect(() => {
    const root = document.documentElement;
    root.dataset["theme"] = dark ? "dark" : "light";
    Object.entries(ownProperties(dark)).forEach(([name, value]) => root.style.setProperty(name, value));
  }, [dark]);

  useEffect(() => {
    document.documentElement.lang = locale;
    setAcceptLanguage(locale);
    dayjs.locale(locale === "en" ? "en" : "zh-cn");
    void changeLanguage(locale);
  }, [locale]);

  // A session that ends elsewhere is found by any call: asking who we are then leads to the sign-in page.
  useEffect(() => whenSignedOut(() => void queryClient.resetQueries({ queryKey: meQuery.queryKey })), []);

  useEffect(
    () =>
      whenDue((due) => {
        const { pathname, search } = window.location;
        if (pathname !== "/login") window.location.replace(`/login?${new URLSearchParams({ due, next: pathname + search })}`);
      }),
    [],
  );

  return (
    <ConfigProvider
      theme={theme}
      locale={locale === "en" ? en : zhCN}
      {...(nonce ? { csp: { nonce } } : {})}
      button={BUTTON}
      form={{ requiredMark: true }}
    >
      <QueryClientProvider client={queryClient}>
        {/* Around the dialogs and messages too, which `AntApp` draws beside its children. */}
        <LucideProvider strokeWidth={ICON_LINE_PX} absoluteStrokeWidth>
          <AntApp component={false}>{children}</AntApp>
        </LucideProvider>
      </QueryClientProvider>
    </ConfigProvider>
  );
}
