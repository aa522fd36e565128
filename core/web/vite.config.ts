/// <reference types="vitest/config" />
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const server = process.env["WEIR_SERVER"] ?? "http://127.0.0.1:8080";

/** Smaller than this, packing saves nothing that matters. */
const GZIP_FROM_BYTES = 1024;

/** Writes a packed twin beside every text file, which the server sends to those who take it. */
const gzipTwins: Plugin = {
  name: "weir:gzip-twins",
  apply: "build",
  // From what was written: earlier hooks still see places that other plugins fill in later.
  writeBundle({ dir = "dist" }, bundle) {
    for (const name of Object.keys(bundle)) {
      if (!/\.(js|css|wasm|svg)$/.test(name)) continue;
      const content = readFileSync(join(dir, name));
      if (content.length >= GZIP_FROM_BYTES) writeFileSync(join(dir, `${name}.gz`), gzipSync(content, { level: 9 }));
    }
  },
};

export default defineConfig({
  plugins: [react(), gzipTwins],
  // The server puts a nonce of its own in this place for each page.
  html: { cspNonce: "__CSP_NONCE__" },
  resolve: {
    alias: [
      { find: "@", replacement: fileURLToPath(new URL("./src", import.meta.url)) },
      // Dialogs lock the page's scrolling by a style sheet without the nonce, which the policy refuses.
      { find: /^\.\/useScrollLocker(\.js)?$/, replacement: fileURLToPath(new URL("./src/ui/noScrollLock.ts", import.meta.url)) },
    ],
  },
  server: {
    host: "127.0.0.1",
    port: 5173,
    proxy: Object.fromEntries(["/api", "/healthz", "/readyz"].map((path) => [path, { target: server }])),
  },
  build: {
    target: "es2023",
    manifest: true,
    chunkSizeWarningLimit: 600,
    // The table of what each page will import grows with every page and is part of the first load: it names style sheets
    // only, which have to be there before a page is drawn. Scripts are found by the page's own imports, a moment later.
    modulePreload: { resolveDependencies: (_file, deps, { hostType }) => (hostType === "js" ? deps.filter((dep) => dep.endsWith(".css")) : deps) },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What every page needs keeps its own name, so that a release that only changes pages leaves it cached.
            { name: "react", test: /node_modules[\\/](react|react-dom|scheduler|react-router)[\\/]/ },
            { name: "state", test: /node_modules[\\/](@tanstack|i18next|react-i18next|openapi-fetch)[\\/]/ },
          ],
        },
      },
    },
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}", "tests/**/*.test.{ts,tsx}"],
    setupFiles: ["tests/setup.ts"],
    css: false,
  },
});
