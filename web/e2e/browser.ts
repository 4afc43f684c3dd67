// The Chromium that the tests run in, and the two ways to reach the board.

import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { LaunchOptions } from "@playwright/test";

/** Names a Chromium goes by on the PATH; cargo xtask looks for the same and sets CHROME. */
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/** What a Chromium that runs as root in a container needs. */
const ROOT_FLAGS = ["--no-sandbox", "--disable-gpu"];

/** What keeps a Chromium from calling home in the middle of a test. */
const QUIET_FLAGS = [
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The system's Chromium where there is one, else the one that Playwright has downloaded. */
export function launchOptions(): LaunchOptions {
  const executablePath = process.env["CHROME"] ?? onPath();
  const args = process.getuid?.() === 0 ? [...ROOT_FLAGS, ...QUIET_FLAGS] : QUIET_FLAGS;
  return executablePath === undefined ? { args } : { executablePath, args };
}

function onPath(): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}

/** A port of this checkout's own, so that two checkouts never test each other's page. */
export const PORT = 8300 + [...import.meta.url].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 500, 0);

/** Where cargo xtask serves dist/, or where Playwright has it served when run by itself. */
export const HTTP_ADDRESS = process.env["BOARD_ADDRESS"] ?? `http://127.0.0.1:${PORT}/`;

/** The whole board in one file, opened from the disk. */
export const FILE_ADDRESS = pathToFileURL(
  fileURLToPath(new URL("../../dist/raftboard.html", import.meta.url)),
).href;
