// The same worlds here as natively: the digest on the page against those that native tests check.

import { readFileSync } from "node:fs";
import { expect, test } from "../board";

const GOLDEN = new URL("../../../crates/cluster/tests/golden-digests.txt", import.meta.url);

/** The digests, by the hash of an address that shows their world. */
const digests = readFileSync(GOLDEN, "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => line.split(" ") as [string, string]);

const panels = digests.flatMap(([digest, hash]) => {
  const panel = /^s=figure-8&at=(\w+)$/.exec(hash)?.[1];
  return panel === undefined ? [] : [[panel, digest] as const];
});

test("the native tests know digests of Figure 8", () => {
  expect(panels.map(([panel]) => panel)).toEqual(expect.arrayContaining(["a", "b", "c", "d", "e"]));
});

for (const [panel, digest] of panels) {
  test(`the world at (${panel}) is the one that native tests know`, async ({ open, board }) => {
    await open();
    await board.openPanel(panel);
    await board.openPane("settings");
    await expect(board.digest).toHaveText(digest);
  });
}

for (const [digest, hash] of digests) {
  test(`#${hash} shows the world that native tests know`, async ({ open, board }) => {
    await open(`#${hash}`);
    await board.openPane("settings");
    await expect(board.digest).toHaveText(digest);
  });
}
