// Paper is light: the light tokens for whatever stands on it, whichever theme the page has.
import { ConfigProvider } from "antd";
import { type ReactNode, useLayoutEffect } from "react";
import { themeConfig } from "@/app/theme";
import { ownProperties } from "@/app/tokens";

const light = themeConfig(false);

export function PaperTheme({ children }: { children: ReactNode }) {
  useLayoutEffect(() => {
    const root = document.documentElement;
    const before = root.dataset["theme"];
    const set = (theme: string | undefined, dark: boolean) => {
      if (theme) root.dataset["theme"] = theme;
      Object.entries(ownProperties(dark)).forEach(([name, value]) => root.style.setProperty(name, value));
    };
    set("light", false);
    return () => set(before, before === "dark");
  }, []);
  return <ConfigProvider theme={{ ...light, inherit: false }}>{children}</ConfigProvider>;
}
