/// <reference types="vitest/config" />
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const server = process.env["WEIR_SERVER"] ?? "http://127.0.0.1:8080";

/** Smaller than this, packing saves nothing that matters. */
const GZIP_FROM_BYTES = 1024;

/**
 * Packs what can be packed, in place of the plain file: the server carries all of it in its binary, sends it packed to
 * whoever takes that, and unpacks it for the few who do not.
 */
const packed: Plugin = {
  name: "weir:packed",
  apply: "build",
  // From what was written: earlier hooks still see places that other plugins fill in later.
  writeBundle({ dir = "dist" }, bundle) {
    for (const name of Object.keys(bundle)) {
      if (!/\.(m?js|css|wasm|svg|ttf|icc)$/.test(name)) continue;
      const content = readFileSync(join(dir, name));
      if (content.length < GZIP_FROM_BYTES) continue;
      writeFileSync(join(dir, `${name}.gz`), gzipSync(content, { level: 9 }));
      rmSync(join(dir, name));
    }
  },
};

const PDFJS = dirname(createRequire(import.meta.url).resolve("pdfjs-dist/package.json"));

/** What pdf.js fetches when a file needs it: character maps, standard fonts, decoders. Its version names the folder. */
const pdfParts: Plugin = {
  name: "weir:pdf-parts",
  apply: "build",
  generateBundle() {
    const { version } = JSON.parse(readFileSync(join(PDFJS, "package.json"), "utf8")) as { version: string };
    const parts: [string, RegExp][] = [["cmaps", /\.bcmap$/], ["standard_fonts", /\.(pfb|ttf)$/], ["wasm", /\.wasm$/], ["iccs", /\.icc$/]];
    for (const [folder, wanted] of parts) {
      for (const name of readdirSync(join(PDFJS, folder)).filter((one) => wanted.test(one))) {
        this.emitFile({ type: "asset", fileName: `assets/pdfjs-${version}/${folder}/${name}`, source: readFileSync(join(PDFJS, folder, name)) });
      }
    }
  },
};

/** The icons of the frame and the workbench: twenty files of a few hundred bytes each would cost more to fetch than one. */
const FRAME_ICONS =
  /lucide-react[\\/].*icons[\\/](arrow-left|bell|chevron-right|circle|circle-dot|file-text|key-round|layout-template|list-checks|list-todo|loader-circle|paperclip|pencil-ruler|plus|search|send|square-check-big|square-kanban|table-2|undo-2|user-plus|user-round)\.m?js$/;

export default defineConfig({
  plugins: [react(), pdfParts, packed],
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
            { name: "icons", test: FRAME_ICONS },
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
