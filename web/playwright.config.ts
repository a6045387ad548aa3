import { defineConfig } from "@playwright/test";

// Runs against a server that is already up: GUILDHALL_URL says where. Debian's Chromium does the browsing.
export default defineConfig({
  testDir: "e2e",
  testMatch: "*.spec.ts",
  // Generous, since they only bound what never comes: a busy machine is slow, and no test says how fast something is.
  timeout: 240_000,
  expect: { timeout: 45_000 },
  workers: 1,
  retries: 0,
  reporter: [["list"]],
  use: {
    baseURL: process.env.GUILDHALL_URL ?? "http://localhost:8080",
    viewport: { width: 1440, height: 900 },
    colorScheme: "dark",
    screenshot: "only-on-failure",
    launchOptions: { executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] },
  },
});
