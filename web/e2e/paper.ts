// Figure 8 as the paper has it (§5.4.2), typed from shared knowledge of the paper and not from what
// the board shows: logs as terms, currentTerm/votedFor (commitIndex).

/** A row of the ledger. */
export interface Row {
  id: string;
  role: string;
  term: number;
  /** The terms of the entries. */
  log: number[];
  /** The indexes that the server knows to be committed. */
  known: number[];
}

/** A panel. */
export interface Panel {
  leader: string;
  rows: Row[];
  /** Each server's votedFor, or null. */
  votes: (string | null)[];
  /** Each server's commitIndex. */
  commits: number[];
  /** What is true of the entry at each index. */
  facts: string[];
}

type Five = readonly [string, string, string, string, string];

function panel(leader: string, logs: Five, states: Five, ...facts: string[]): Panel {
  const read = states.map((state, place) => {
    const parts = /^(down )?(\d+)\/(S\d|–)(?: \((\d)\))?$/.exec(state);
    if (parts === null) throw new Error(`not a state: ${state}`);
    const [, down, term, vote, commit = "0"] = parts;
    const id = `S${place + 1}`;
    const role = down !== undefined ? "down" : id === leader ? "leader" : "follower";
    const log = (logs[place] ?? "").split(" ").map(Number);
    const known = log.map((_, index) => index + 1).filter((index) => index <= Number(commit));
    return { row: { id, role, term: Number(term), log, known }, vote, commit: Number(commit) };
  });
  return {
    leader,
    rows: read.map(({ row }) => row),
    votes: read.map(({ vote }) => (vote === "–" ? null : (vote ?? null))),
    commits: read.map(({ commit }) => commit),
    facts,
  };
}

/** The panels of the figure, and (d′): (d) with "count only the current term" switched off at (c). */
export const FIGURE_8 = {
  a: panel(
    "S1",
    ["1 2", "1 2", "1", "1", "1"],
    ["2/S1 (1)", "2/S1 (1)", "2/S1 (1)", "2/S1 (1)", "2/S1 (1)"],
    "committed",
    "",
  ),
  b: panel(
    "S5",
    ["1 2", "1 2", "1", "1", "1 3"],
    ["down 2/S1", "3/– (1)", "3/S5 (1)", "3/S5 (1)", "3/S5 (1)"],
    "committed",
    "",
  ),
  c: panel(
    "S1",
    ["1 2 4", "1 2", "1 2", "1", "1 3"],
    ["4/S1 (0)", "4/S1 (1)", "4/S1 (1)", "3/S5 (1)", "down 3/S5"],
    "committed",
    "on 3 of 5",
    "",
  ),
  d: panel(
    "S5",
    ["1 3", "1 3", "1 3", "1 3", "1 3"],
    ["5/– (0)", "5/S5 (1)", "5/S5 (1)", "5/S5 (1)", "5/S5 (0)"],
    "committed",
    "on 5 of 5",
  ),
  e: panel(
    "S1",
    ["1 2 4", "1 2 4", "1 2 4", "1", "1 3"],
    ["4/S1 (3)", "4/S1 (1)", "4/S1 (1)", "3/S5 (1)", "down 3/S5"],
    "committed",
    "committed",
    "committed",
  ),
} as const;

/** The panels of the figure in the order of the lesson, with (d′). */
export const LESSON = ["a", "b", "c", "d", "d-broken", "e"] as const;

/** (d′) has the logs, the terms and the leader of (d); what is known differs: S5 commits index 2. */
export const BROKEN = FIGURE_8.d;
