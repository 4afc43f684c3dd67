// The browser tests: over dist/ on a host, and where that may make a difference over the single file.
// By itself: `npx playwright test` here, with dist/ built by `cargo xtask dist`.

import { defineConfig } from "@playwright/test";
import { FILE_ADDRESS, HTTP_ADDRESS, PORT, launchOptions } from "./browser";

export default defineConfig({
  testDir: "specs",
  outputDir: "test-results/output",
  reporter: [["list"], ["json", { outputFile: "test-results/report.json" }]],
  forbidOnly: true,
  fullyParallel: true,
  // Time runs in the board, and a busy machine can be too slow once; what fails twice has failed.
  retries: 1,
  workers: 2,
  timeout: 60_000,
  use: {
    launchOptions: launchOptions(),
    viewport: { width: 1280, height: 720 },
    trace: "retain-on-failure",
  },
  projects: [
    { name: "http", use: { baseURL: HTTP_ADDRESS } },
    // What may go otherwise without a host: loading, storing, copying, files, addresses.
    { name: "file", use: { baseURL: FILE_ADDRESS }, testMatch: /(boot|crash|digest|links|script|session|stored|keyboard|texts|timing|words)\.spec\.ts/ },
  ],
  // cargo xtask serves dist/ itself and says where.
  ...(process.env["BOARD_ADDRESS"] === undefined && {
    webServer: {
      command: `cargo xtask serve --no-build --no-open --port ${PORT}`,
      url: HTTP_ADDRESS,
      reuseExistingServer: true,
      timeout: 120_000,
    },
  }),
});
