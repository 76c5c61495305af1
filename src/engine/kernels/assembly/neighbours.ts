// AssemblyScript, compiled by scripts/buildKernels.mjs. See ../simdNeighbours.ts for what is computed and why it is exact.
//
// Points and queries are there twice: as doubles, row by row, and rounded to 16-bit integers, in which a pair of columns is
// one 32-bit word. `i32x4.dot_i16x8_s` multiplies and adds a pair for four points at once: eight products per instruction.
// Every (query, point) pair is judged on the integers; the few that might be among the k nearest are measured in doubles.

/** Points of a block, queries of a tile; as in ../kernelMemory.ts. */
const LANES: i32 = 8;
const TILE: i32 = 4;
/** A budget that no point meets. */
const NEVER: i32 = i32.MIN_VALUE;

let points: usize = 0;
let pointCount: i32 = 0;
let queries: usize = 0;
let queryCount: i32 = 0;
let selves: usize = 0;
let width: i32 = 0;
let packedPoints: usize = 0;
let packedQueries: usize = 0;
let pairs: i32 = 0;
let pointHalfNorms: usize = 0;
let queryHalfNorms: usize = 0;
let scale: f64 = 0;
let slack: f64 = 0;
let k: i32 = 0;
let queriesPerChunk: i32 = 0;
let chunkCount: i32 = 0;
let blocksPerPass: i32 = 0;
let nextChunk: usize = 0;
let finished: usize = 0;
let outIndices: usize = 0;
let outDistances: usize = 0;
let budgets: usize = 0;
let bestIndices: usize = 0;
let bestDistances: usize = 0;

/** Where the data of a search lie; addresses in bytes. */
export function setData(
  points_: usize,
  pointCount_: i32,
  queries_: usize,
  queryCount_: i32,
  selves_: usize,
  width_: i32,
  packedPoints_: usize,
  packedQueries_: usize,
  pairs_: i32,
  pointHalfNorms_: usize,
  queryHalfNorms_: usize,
  scale_: f64,
  slack_: f64,
): void {
  points = points_;
  pointCount = pointCount_;
  queries = queries_;
  queryCount = queryCount_;
  selves = selves_;
  width = width_;
  packedPoints = packedPoints_;
  packedQueries = packedQueries_;
  pairs = pairs_;
  pointHalfNorms = pointHalfNorms_;
  queryHalfNorms = queryHalfNorms_;
  scale = scale_;
  slack = slack_;
}

/** How the work is cut up and where results go. `scratch` is this thread's own. */
export function setWork(
  k_: i32,
  queriesPerChunk_: i32,
  chunkCount_: i32,
  blocksPerPass_: i32,
  nextChunk_: usize,
  finished_: usize,
  outIndices_: usize,
  outDistances_: usize,
  scratch: usize,
): void {
  k = k_;
  queriesPerChunk = queriesPerChunk_;
  chunkCount = chunkCount_;
  blocksPerPass = blocksPerPass_;
  nextChunk = nextChunk_;
  finished = finished_;
  outIndices = outIndices_;
  outDistances = outDistances_;
  bestDistances = scratch;
  bestIndices = bestDistances + <usize>(queriesPerChunk * k) * 8;
  budgets = bestIndices + <usize>(queriesPerChunk * k) * 4;
}

/** Takes the next chunk; −1 when none is left. */
export function claim(): i32 {
  const chunk = atomic.add<i32>(nextChunk, 1);
  return chunk < chunkCount ? chunk : -1;
}

/** Takes and computes chunks until none is left. */
export function work(): void {
  for (let chunk = claim(); chunk >= 0; chunk = claim()) compute(chunk);
}

/** The neighbours of the queries of one chunk. Computing a chunk twice writes the same results twice. */
export function compute(chunk: i32): void {
  const first = chunk * queriesPerChunk;
  const count = min(queriesPerChunk, queryCount - first);
  const tiles = (count + TILE - 1) / TILE;
  for (let i = 0; i < count * k; i++) {
    store<f64>(bestDistances + ((<usize>i) << 3), Infinity);
    store<i32>(bestIndices + ((<usize>i) << 2), 0);
  }
  for (let i = 0; i < tiles * TILE; i++) {
    store<i32>(budgets + ((<usize>i) << 2), i < count ? i32.MAX_VALUE : NEVER);
  }
  const blocks = (pointCount + LANES - 1) / LANES;
  for (let from = 0; from < blocks; from += blocksPerPass) {
    const to = min(from + blocksPerPass, blocks);
    for (let tile = 0; tile < tiles; tile++) scan(first, tile * TILE, from, to);
  }
  memory.copy(outDistances + <usize>(first * k) * 8, bestDistances, <usize>(count * k) * 8);
  memory.copy(outIndices + <usize>(first * k) * 4, bestIndices, <usize>(count * k) * 4);
  const flag = finished + ((<usize>chunk) << 2);
  atomic.store<i32>(flag, 1);
  atomic.notify(flag, -1);
}

/** Four queries against the points of blocks [from, to). */
function scan(first: i32, slot: i32, from: i32, to: i32): void {
  const rowBytes = (<usize>pairs) << 2;
  const blockBytes = (<usize>pairs) << 5;
  const q0 = packedQueries + <usize>(first + slot) * rowBytes;
  const q1 = q0 + rowBytes;
  const q2 = q1 + rowBytes;
  const q3 = q2 + rowBytes;
  const limits = budgets + ((<usize>slot) << 2);
  let limit0 = v128.load_splat<i32>(limits);
  let limit1 = v128.load_splat<i32>(limits, 4);
  let limit2 = v128.load_splat<i32>(limits, 8);
  let limit3 = v128.load_splat<i32>(limits, 12);
  let p = packedPoints + <usize>from * blockBytes;
  let norms = pointHalfNorms + ((<usize>from) << 5);
  for (let block = from; block < to; block++) {
    let a0 = i32x4.splat(0);
    let b0 = i32x4.splat(0);
    let a1 = i32x4.splat(0);
    let b1 = i32x4.splat(0);
    let a2 = i32x4.splat(0);
    let b2 = i32x4.splat(0);
    let a3 = i32x4.splat(0);
    let b3 = i32x4.splat(0);
    for (let at: usize = 0; at < rowBytes; at += 4) {
      const low = v128.load(p);
      const high = v128.load(p, 16);
      p += 32;
      let q = v128.load_splat<i32>(q0 + at);
      a0 = i32x4.add(a0, i32x4.dot_i16x8_s(low, q));
      b0 = i32x4.add(b0, i32x4.dot_i16x8_s(high, q));
      q = v128.load_splat<i32>(q1 + at);
      a1 = i32x4.add(a1, i32x4.dot_i16x8_s(low, q));
      b1 = i32x4.add(b1, i32x4.dot_i16x8_s(high, q));
      q = v128.load_splat<i32>(q2 + at);
      a2 = i32x4.add(a2, i32x4.dot_i16x8_s(low, q));
      b2 = i32x4.add(b2, i32x4.dot_i16x8_s(high, q));
      q = v128.load_splat<i32>(q3 + at);
      a3 = i32x4.add(a3, i32x4.dot_i16x8_s(low, q));
      b3 = i32x4.add(b3, i32x4.dot_i16x8_s(high, q));
    }
    const lowNorms = v128.load(norms);
    const highNorms = v128.load(norms, 16);
    norms += 32;
    a0 = i32x4.le_s(i32x4.sub(lowNorms, a0), limit0);
    b0 = i32x4.le_s(i32x4.sub(highNorms, b0), limit0);
    a1 = i32x4.le_s(i32x4.sub(lowNorms, a1), limit1);
    b1 = i32x4.le_s(i32x4.sub(highNorms, b1), limit1);
    a2 = i32x4.le_s(i32x4.sub(lowNorms, a2), limit2);
    b2 = i32x4.le_s(i32x4.sub(highNorms, b2), limit2);
    a3 = i32x4.le_s(i32x4.sub(lowNorms, a3), limit3);
    b3 = i32x4.le_s(i32x4.sub(highNorms, b3), limit3);
    const any = v128.or(
      v128.or(v128.or(a0, b0), v128.or(a1, b1)),
      v128.or(v128.or(a2, b2), v128.or(a3, b3)),
    );
    if (v128.any_true(any)) {
      measure(first, slot, block, i32x4.bitmask(a0) | (i32x4.bitmask(b0) << 4));
      measure(first, slot + 1, block, i32x4.bitmask(a1) | (i32x4.bitmask(b1) << 4));
      measure(first, slot + 2, block, i32x4.bitmask(a2) | (i32x4.bitmask(b2) << 4));
      measure(first, slot + 3, block, i32x4.bitmask(a3) | (i32x4.bitmask(b3) << 4));
      limit0 = v128.load_splat<i32>(limits);
      limit1 = v128.load_splat<i32>(limits, 4);
      limit2 = v128.load_splat<i32>(limits, 8);
      limit3 = v128.load_splat<i32>(limits, 12);
    }
  }
}

/** Measures the points of a block whose bit is set and keeps those that are among the k nearest so far. */
function measure(first: i32, slot: i32, block: i32, candidates: i32): void {
  const query = first + slot;
  const self = selves == 0 ? -1 : load<i32>(selves + ((<usize>query) << 2));
  const last = <usize>(slot * k + k - 1);
  while (candidates != 0) {
    const point = block * LANES + ctz(candidates);
    candidates &= candidates - 1;
    if (point >= pointCount || point == self) continue;
    const distance = squaredDistance(point, query);
    if (distance >= load<f64>(bestDistances + (last << 3))) continue;
    insert(<usize>(slot * k), last, distance, point);
    store<i32>(
      budgets + ((<usize>slot) << 2),
      budget(load<f64>(bestDistances + (last << 3)), query),
    );
  }
}

/** Sums even and odd columns apart, as the plain search does: equal to the last bit. */
function squaredDistance(point: i32, query: i32): f64 {
  const stride = (<usize>width) << 3;
  const a = points + <usize>point * stride;
  const b = queries + <usize>query * stride;
  let sum = f64x2.splat(0);
  for (let at: usize = 0; at < stride; at += 16) {
    const difference = f64x2.sub(v128.load(a + at), v128.load(b + at));
    sum = f64x2.add(sum, f64x2.mul(difference, difference));
  }
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

function insert(start: usize, last: usize, distance: f64, point: i32): void {
  let at = last;
  while (at > start && load<f64>(bestDistances + ((at - 1) << 3)) > distance) {
    store<f64>(bestDistances + (at << 3), load<f64>(bestDistances + ((at - 1) << 3)));
    store<i32>(bestIndices + (at << 2), load<i32>(bestIndices + ((at - 1) << 2)));
    at--;
  }
  store<f64>(bestDistances + (at << 3), distance);
  store<i32>(bestIndices + (at << 2), point);
}

/** What half a rounded squared distance, less the query's half norm, may be at most for a point to be measured. */
function budget(distance: f64, query: i32): i32 {
  if (distance == Infinity) return i32.MAX_VALUE;
  if (distance == 0) return NEVER;
  const reach = sqrt(distance) * scale + slack;
  const half = ceil(reach * reach * 0.5) + 1;
  const limit = half < 2147483647.0 ? <i32>half : i32.MAX_VALUE;
  return limit - load<i32>(queryHalfNorms + ((<usize>query) << 2));
}
