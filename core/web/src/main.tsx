import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { RouterProvider } from "react-router";
import { giveStylesTheNonce } from "./app/nonce";
import { getPreferences } from "./app/preferences";
import { Providers } from "./app/providers";
import { router } from "./app/router";
import { startI18n } from "./i18n";
import "./app/base.css";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

giveStylesTheNonce();
await startI18n(getPreferences().locale);
createRoot(root).render(
  <StrictMode>
    <Providers>
      <RouterProvider router={router} />
    </Providers>
  </StrictMode>,
);
