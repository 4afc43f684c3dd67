// The command line, to judge what the board gives away. `cargo build -p raftboard-cli` builds it.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const PROGRAM = join(ROOT, "target/debug/raftboard");

/** Runs `raftboard` over a script and returns how it ended and what it said. */
export function raftboard(command: string, script: string): { status: number | null; output: string } {
  const folder = mkdtempSync(join(tmpdir(), "raftboard-"));
  const file = join(folder, "copied.raft");
  try {
    writeFileSync(file, script);
    const run = spawnSync(PROGRAM, [command, file], { encoding: "utf8" });
    if (run.error !== undefined) throw new Error(`${PROGRAM}: ${run.error.message}; cargo build -p raftboard-cli`);
    return { status: run.status, output: run.stdout + run.stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
