// Renders a piece of the app as it stands in the page: language, theme, queries, routes.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import { App, ConfigProvider } from "antd";
import i18next from "i18next";
import { type ReactNode, Suspense } from "react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { meQuery } from "@/app/me";
import type { Me } from "@/api";
import { startI18n } from "@/i18n";

export const me: Me = {
  user: { id: `usr_${"1".repeat(32)}`, login: "finance-director", name: "周岚", email: "", phone: "", locale: "zh-CN", theme: "light" },
  tenant: { id: `ten_${"1".repeat(32)}`, key: "demo", name: "澜江装备", timeZone: "Asia/Shanghai" },
  roles: [],
  permissions: ["flows.start"],
  departments: [],
  demo: true,
};

export async function renderPage(page: ReactNode, namespaces: string[], path = "/") {
  if (!i18next.isInitialized) await startI18n("zh-CN");
  await i18next.loadNamespaces(["app", "ui", "form", "approval", ...namespaces]);
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Infinity } } });
  client.setQueryData(meQuery.queryKey, me);
  const router = createMemoryRouter([{ path: "*", element: page }], { initialEntries: [path] });
  const view = render(
    <ConfigProvider theme={{ token: { motion: false } }} button={{ autoInsertSpace: false }}>
      <QueryClientProvider client={client}>
        <App component={false}>
          <Suspense>
            <RouterProvider router={router} />
          </Suspense>
        </App>
      </QueryClientProvider>
    </ConfigProvider>,
  );
  return { ...view, client, router };
}
