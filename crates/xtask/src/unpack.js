// Unpacks what `pack.rs` has packed: LZMA, with its header, as its specification has it for lc = 4, lp = 0 and pb = 0.
// Its names are used. Bits come out of a range that is divided by the odds of each; the odds learn from every bit.
function unpack(packed) {
  const [LC, PROPERTIES, HEADER, LARGEST] = [4, 4, 18, 2 ** 26];
  const header = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const size = packed.length > HEADER && packed[0] === PROPERTIES ? header.getUint32(5, true) : LARGEST;
  if (size >= LARGEST) throw new Error("damaged on its way: this is nothing that Raftboard has packed");
  const out = new Uint8Array(size);
  let range = 2 ** 32 - 1;
  let code = header.getUint32(14);
  let next = HEADER;

  function odds(count) {
    return new Uint16Array(count).fill(1024);
  }
  function normalize() {
    if (range >= 2 ** 24) return;
    range *= 256;
    code = code * 256 + packed[next++];
  }
  function bit(odds, at) {
    const bound = (range >>> 11) * odds[at];
    const one = code >= bound;
    if (one) {
      range -= bound;
      code -= bound;
      odds[at] -= odds[at] >> 5;
    } else {
      range = bound;
      odds[at] += (2048 - odds[at]) >> 5;
    }
    normalize();
    return one ? 1 : 0;
  }
  // A number of so many bits whose odds are a tree that begins at a place, the highest bit first.
  function number(odds, at, bits) {
    let node = 1;
    for (let i = 0; i < bits; i++) node = node * 2 + bit(odds, at + node);
    return node - 2 ** bits;
  }
  // The lowest bit first.
  function reversed(odds, at, bits) {
    let [number, node] = [0, 1];
    for (let i = 0; i < bits; i++) {
      const one = bit(odds, at + node);
      node = node * 2 + one;
      number += one << i;
    }
    return number;
  }
  // Of bits that are 0 as often as 1.
  function direct(bits) {
    let number = 0;
    for (let i = 0; i < bits; i++) {
      range = Math.floor(range / 2);
      const one = code >= range;
      if (one) code -= range;
      normalize();
      number = number * 2 + (one ? 1 : 0);
    }
    return number;
  }
  function lengths() {
    const [choice, low, mid, high] = [odds(2), odds(8), odds(8), odds(256)];
    return () => {
      if (!bit(choice, 0)) return 2 + number(low, 0, 3);
      if (!bit(choice, 1)) return 10 + number(mid, 0, 3);
      return 18 + number(high, 0, 8);
    };
  }

  const [isMatch, isRep, isRepG0, isRepG1, isRepG2, isRep0Long] = [12, 12, 12, 12, 12, 12].map(odds);
  const [literals, posSlot, posSpecial, align] = [odds(0x300 << LC), odds(4 << 6), odds(128), odds(16)];
  const [matchLength, repLength] = [lengths(), lengths()];
  // What the last few steps were, and the last four distances.
  let state = 0;
  let [rep0, rep1, rep2, rep3] = [0, 0, 0, 0];

  function literal(at) {
    const context = 0x300 * ((at ? out[at - 1] : 0) >> (8 - LC));
    let symbol = 1;
    if (state >= 7) {
      // After a match this byte differs from the one that would have gone on with it.
      for (let match = out[at - rep0 - 1], same = true; same && symbol < 0x100; match <<= 1) {
        const expected = (match >> 7) & 1;
        const found = bit(literals, context + ((1 + expected) << 8) + symbol);
        symbol = symbol * 2 + found;
        same = found === expected;
      }
    }
    while (symbol < 0x100) symbol = symbol * 2 + bit(literals, context + symbol);
    state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
    return symbol;
  }
  function distance(length) {
    const slot = number(posSlot, Math.min(length - 2, 3) << 6, 6);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1;
    const base = (2 + (slot & 1)) * 2 ** bits;
    if (slot < 14) return base + reversed(posSpecial, base - slot, bits);
    return base + direct(bits - 4) * 16 + reversed(align, 0, 4);
  }
  // The length of what is repeated, after its distance is in rep0.
  function repetition() {
    if (!bit(isRep, state)) {
      [rep3, rep2, rep1] = [rep2, rep1, rep0];
      const length = matchLength();
      rep0 = distance(length);
      state = state < 7 ? 7 : 10;
      return length;
    }
    if (!bit(isRepG0, state)) {
      if (!bit(isRep0Long, state)) {
        state = state < 7 ? 9 : 11;
        return 1;
      }
    } else if (!bit(isRepG1, state)) {
      [rep0, rep1] = [rep1, rep0];
    } else if (!bit(isRepG2, state)) {
      [rep0, rep1, rep2] = [rep2, rep0, rep1];
    } else {
      [rep0, rep1, rep2, rep3] = [rep3, rep0, rep1, rep2];
    }
    const length = repLength();
    state = state < 7 ? 8 : 11;
    return length;
  }

  for (let at = 0; at < size; ) {
    if (!bit(isMatch, state)) {
      out[at] = literal(at);
      at++;
    } else {
      for (const end = at + repetition(); at < end; at++) out[at] = out[at - rep0 - 1];
    }
  }
  if (next > packed.length) throw new Error("damaged on its way: the end is missing");
  return out;
}
