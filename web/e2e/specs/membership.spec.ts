// The membership is changed by hand (§6), by mouse and by keyboard: from three servers to five with a crash in the
// middle, and the same without the joint phase, which ends with two leaders of one term.

import { type Board, expect, expectAccessible, test } from "../board";

test.use({ contextOptions: { reducedMotion: "reduce" } });

const THREE = "title three\nservers S1 S2 S3\nstepped\nelect S1\nrequest S1 x=1\nreplicate S1\nbeat S1\nsettle\n";
const FIVE = /^Ask S1 for: S1, S2, S3, S4 and S5$/;

/** What a person does, with a mouse or with keys. */
interface Hands {
  choose(id: string): Promise<void>;
  timeOut(): Promise<void>;
  crash(): Promise<void>;
  /** Delivers the oldest message of this description. */
  deliver(what: string | RegExp): Promise<void>;
  addServer(name: string): Promise<void>;
  openServers(): Promise<void>;
  press(name: RegExp): Promise<void>;
  /** Switches the rule off. */
  withoutJointConsensus(): Promise<void>;
}

function mouse(board: Board): Hands {
  return {
    choose: (id) => board.choose(id),
    timeOut: () => board.act("timeOut").click(),
    crash: () => board.act("crash").click(),
    deliver: async (what) => {
      await board.messages(what).first().click();
      await board.act("deliver").click();
    },
    addServer: (name) => board.stage.getByRole("button", { name }).click(),
    openServers: () => board.button("servers").click(),
    press: (name) => board.side.getByRole("button", { name }).click(),
    withoutJointConsensus: async () => {
      await board.openPane("rules");
      await board.side.getByRole("switch", { name: "joint consensus" }).click();
    },
  };
}

function keyboard(board: Board): Hands {
  const { keyboard } = board.page;
  const enter = async (target: ReturnType<Board["messages"]>) => {
    await board.tabTo(target);
    await keyboard.press("Enter");
  };
  return {
    choose: (id) => keyboard.press(id.slice(1)),
    timeOut: () => keyboard.press("o"),
    crash: () => keyboard.press("x"),
    deliver: async (what) => {
      await enter(board.messages(what).first());
      await keyboard.press("d");
    },
    addServer: (name) => enter(board.stage.getByRole("button", { name })),
    openServers: () => keyboard.press("j"),
    press: (name) => enter(board.side.getByRole("button", { name })),
    withoutJointConsensus: async () => {
      await board.button("rules").focus();
      await keyboard.press("Enter");
      await board.side.getByRole("switch", { name: "joint consensus" }).focus();
      await keyboard.press("Enter");
    },
  };
}

/** Three servers, the first of them leads; two are added, and picked for the cluster. */
async function threeAndTwo(board: Board, hands: Hands): Promise<void> {
  await board.openFile("three.raft", THREE);
  await board.page.keyboard.press("End");
  await expect(board.row("S1")).toContainText("leader");
  await hands.addServer("Add S4");
  await expect(board.server("S4")).toHaveAccessibleName(/term 0, no vote, follower/);
  await hands.addServer("Add S5");
  await expect(board.side.getByRole("heading", { level: 1 })).toHaveText("Servers");
  await expect(board.side.getByRole("button", { name: /^S[1-5]$/, pressed: true })).toHaveCount(5);
}

/** S4 and S5 catch up, the last of them so that S1 appends a configuration. */
async function catchUp(board: Board, hands: Hands): Promise<void> {
  for (const id of ["S4", "S5"]) {
    await expect(board.row(id)).toContainText("catches up");
    // Refused once, since it is blank.
    for (let times = 0; times < 2; times += 1) {
      await hands.deliver(`S1 → ${id}`);
      await hands.deliver(`${id} → S1`);
    }
  }
}

for (const [how, of] of [["by mouse", mouse], ["by keyboard", keyboard]] as const) {
  test(`${how}: three servers become five, and the leader crashes in the middle`, async ({ open, board, page }) => {
    await open("#s=free-play&lang=en");
    const hands = of(board);
    await threeAndTwo(board, hands);
    await hands.press(FIVE);
    await catchUp(board, hands);
    await expect(board.row("S1")).toContainText("C old,new");
    await expect(board.server("S1")).toHaveAccessibleName(/old, new/);
    await expect(board.server("S4")).toHaveAccessibleName(/term 1, new, follower$/);

    // Both halves are counted apart.
    await hands.deliver("S1 → S4");
    await hands.deliver("S4 → S1");
    await hands.deliver("S1 → S5");
    await hands.deliver("S5 → S1");
    const meter = board.page.locator(".time").getByRole("table");
    await expect(meter.getByRole("row", { name: /^C old / })).toContainText("1 of 3, needs 2");
    await expect(meter.getByRole("row", { name: /^C new / })).toContainText("3 of 5, needs 3");
    await expect(meter.getByRole("row", { name: /^C new / }).getByRole("img", { name: "stored" })).toHaveCount(3);
    await expect(board.page.locator(".framed")).toHaveCount(0);
    const figure = board.page.locator(".time").getByRole("img", { name: /^Figure 11\. C_old,new: created in event \d+\. C_old alone can decide\.$/ });
    await expect(figure).toBeVisible();
    await expectAccessible(page);

    await hands.choose("S1");
    await hands.crash();
    await hands.choose("S2");
    await hands.timeOut();
    await hands.deliver("S2 → S3");
    await hands.deliver("S3 → S2");
    await expect(board.row("S2")).toContainText("leader");

    // It has never heard of the change: whoever asked asks again.
    await hands.openServers();
    await page.keyboard.press("Escape");
    await hands.openServers();
    for (const id of ["S4", "S5"]) await hands.press(new RegExp(`^${id}$`));
    await hands.press(/^Ask S2 for: S1, S2, S3, S4 and S5$/);
    for (let presses = 0; presses < 60 && (await board.messages().count()) > 0; presses += 1) await page.keyboard.press("d");
    await expect(board.row("S2")).toContainText("C new");
    for (const id of ["S3", "S4", "S5"]) await expect(board.row(id)).toContainText("term 2 · C new");
    await expect(board.button("properties")).toHaveText("✓ 5 properties hold");
    await expect(board.page.locator(".time").getByRole("img", { name: /C_new: created in event \d+, committed in event \d+/ })).toBeVisible();
    await expectAccessible(page);
  });

  test(`${how}: without the joint phase two leaders of one term, and both majorities are lit`, async ({ open, board, page }) => {
    await open("#s=free-play&lang=en");
    const hands = of(board);
    await threeAndTwo(board, hands);
    await hands.withoutJointConsensus();
    await hands.openServers();
    await hands.press(FIVE);
    await catchUp(board, hands);
    await expect(board.row("S1")).toContainText("C new");
    await hands.deliver("S1 → S4");
    await hands.deliver("S1 → S5");
    for (const id of ["S2", "S3"]) await expect(board.server(id)).toHaveAccessibleName(/old majority$/);
    for (const id of ["S1", "S4", "S5"]) await expect(board.server(id)).toHaveAccessibleName(/new majority$/);

    await hands.choose("S2");
    await hands.timeOut();
    await hands.deliver(/^RequestVote, S2 → S3/);
    await hands.deliver("S3 → S2");
    await hands.choose("S4");
    await hands.timeOut();
    for (const id of ["S5", "S1"]) {
      await hands.deliver(new RegExp(`^RequestVote, S4 → ${id}`));
      await hands.deliver(new RegExp(`vote.*, ${id} → S4|, ${id} → S4, term 2`));
    }
    await expect(board.row("S2")).toContainText(/leader\s*term 2/);
    await expect(board.row("S4")).toContainText(/leader\s*term 2/);
    await expect(board.button("properties")).toHaveText(/Election Safety/);
    for (const id of ["S2", "S3"]) await expect(board.server(id)).toHaveAccessibleName(/old majority$/);
    for (const id of ["S1", "S4", "S5"]) await expect(board.server(id)).toHaveAccessibleName(/new majority$/);
    await hands.openServers();
    await expect(board.side.getByRole("note")).toHaveText(/S2 and S3 are a majority of the one, S1, S4 and S5 of the other/);
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: "dark" });
    await expectAccessible(page);
  });
}

test("what a server refuses is told with its operands, and stays picked", async ({ open, board }) => {
  await open("#s=free-play&lang=en");
  await threeAndTwo(board, mouse(board));
  // A follower is asked, in its inspector.
  await board.choose("S2");
  await board.side.getByText("Change the cluster (§6)").click();
  await board.side.getByRole("button", { name: /^Ask S2 for: / }).click();
  await expect(board.caption).toContainText(/S2 refuses/);
  await board.button("servers").click();
  await expect(board.side).toContainText("its role is follower");
  await expect(board.side.getByRole("button", { name: /^S[1-5]$/, pressed: true })).toHaveCount(5);
});

test("there are nine servers at most, and their logs have room", async ({ open, board, page }) => {
  await open("#s=free-play&lang=en");
  await board.openFile("three.raft", THREE);
  await page.keyboard.press("End");
  for (let number = 4; number <= 9; number += 1) await board.stage.getByRole("button", { name: `Add S${number}` }).click();
  await expect(board.stage.getByRole("button", { name: /^Add S/ })).toHaveCount(0);
  await expect(board.side.getByRole("button", { name: "Add a blank server" })).toHaveAttribute("aria-disabled", "true");
  for (const id of ["S1", "S9"]) await expect(board.row(id)).toBeInViewport({ ratio: 0.9 });
  await expectAccessible(page);
});
