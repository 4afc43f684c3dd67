// The benchmarks that need a browser: bench/*.bench.ts, one after another, over dist/ on a host.

import { defineConfig } from "@playwright/test";
import { HTTP_ADDRESS, launchOptions } from "./browser";

export default defineConfig({
  testDir: "bench",
  testMatch: "*.bench.ts",
  outputDir: "test-results/bench",
  reporter: "list",
  fullyParallel: false,
  workers: 1,
  timeout: 300_000,
  use: { baseURL: HTTP_ADDRESS, launchOptions: launchOptions(), viewport: { width: 1280, height: 720 } },
});
