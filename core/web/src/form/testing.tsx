// Rendering parts of a form in tests: texts loaded, services that stand in for the server. Not part of the app.

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import { App } from "antd";
import i18next from "i18next";
import type { ReactNode } from "react";
import { initReactI18next } from "react-i18next";
import { vi } from "vitest";
import zhCN from "./locales/zh-CN.json";
import { FormServicesContext, type FormServices } from "./services";

await i18next.use(initReactI18next).init({
  lng: "zh-CN",
  fallbackLng: false,
  resources: { "zh-CN": { form: zhCN, ui: {}, app: {} } },
  interpolation: { escapeValue: false },
});

// Clicking through real controls takes its time on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

// jsdom has no layout, and so nothing to scroll.
Element.prototype.scrollIntoView = () => undefined;

const people = [
  { id: "usr_1", login: "liqiang", name: "李强" },
  { id: "usr_2", login: "chenli", name: "陈立" },
];

export const services: FormServices = {
  searchPeople: (query) => Promise.resolve(people.filter((p) => p.name.includes(query))),
  listDepartments: () => Promise.resolve([]),
  lookupRecords: () => Promise.resolve([]),
  listForms: () => Promise.resolve([]),
  fileInfo: (id) => Promise.resolve({ id, name: `${id}.pdf`, size: 1, mime: "application/pdf", sha256: "", createdAt: "" }),
  fileUrl: (id) => `/files/${id}`,
  upload: (_file, name) => Promise.resolve({ id: "fil_new", name, size: 1, mime: "application/pdf", sha256: "", createdAt: "" }),
};

export function show(children: ReactNode) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  // No engine in unit tests: what it decides is tested where it is written.
  client.setQueryData(["engine"], null);
  const wrap = (node: ReactNode) => (
    <QueryClientProvider client={client}>
      <App>
        <FormServicesContext value={services}>{node}</FormServicesContext>
      </App>
    </QueryClientProvider>
  );
  const view = render(wrap(children));
  return { ...view, again: (node: ReactNode) => view.rerender(wrap(node)) };
}
