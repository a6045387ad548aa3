import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// The server serves web/dist itself; in development Vite stands in front of it and passes on
// everything that is not part of the client.
const server = process.env.GUILDHALL_URL ?? "http://localhost:8080";
const passedOn = ["/api", "/avatars", "/banners", "/icons", "/emojis", "/attachments", "/embed", "/guilds", "/app-icons"];

export default defineConfig({
  plugins: [react()],
  build: {
    target: "es2022",
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
  server: {
    proxy: {
      ...Object.fromEntries(passedOn.map((path) => [path, { target: server, changeOrigin: false }])),
      "^/\\?.*encoding=": { target: server, ws: true },
      "^/voice\\?": { target: server, ws: true },
    },
  },
  test: {
    environment: "node",
    include: ["src/**/*.test.ts", "src/**/*.test.tsx"],
  },
});
