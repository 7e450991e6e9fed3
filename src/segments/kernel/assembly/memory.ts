/** Where things lie in the memory that all threads share; `../crew.ts` and `../arena.ts` write what is read here. */

// @ts-ignore: decorator
@inline const control: usize = 1024;

/** What threads tell each other, each on a cache line of its own. */
export const generation: usize = control;
export const nextBlock: usize = control + 64;
export const finished: usize = control + 128;
export const ready: usize = control + 192;

/** The task: 32-bit numbers in the order of `adopt`. */
// @ts-ignore: decorator
@inline const task: usize = control + 256;

/** Rows that one thread takes at a time. */
export const blockRows: u32 = 2048;

/** What is to be done, and how. */
export let kind: i32 = 0;
export let bounded: bool = false;
export let weighted: bool = false;
export let coarse: bool = false;
export let chosen: u32 = 0;
/** Rows n, the numbers in each (d, padded to a multiple of four), and centroids (k, likewise). */
export let rows: u32 = 0;
export let stride: u32 = 0;
export let centroids: u32 = 0;
/** Rows (f32), their squared norms (f32), how often each counts (i32). */
export let points: usize = 0;
export let norms: usize = 0;
export let weights: usize = 0;
/** Cluster of each row (u8), and the path at which it is looked at again (f32). */
export let labels: usize = 0;
export let deadlines: usize = 0;
/** Squared distance of each row to its own centroid and to the next one (f32). */
export let nearest: usize = 0;
export let second: usize = 0;
/** Centroids in tiles (f32), −|c|²/2 of each (f32), row by row and exact (f64). */
export let tiles: usize = 0;
export let halfNorms: usize = 0;
export let exact: usize = 0;
/** Paths by cluster (f32). */
export let paths: usize = 0;
/** Per column, what is taken off and what is multiplied with (f32). */
export let centre: usize = 0;
export let scale: usize = 0;
/** Shuffles that move chosen lanes together, 16 of 16 bytes. */
export let compressions: usize = 0;
/** Results of blocks (f64), so many for each. */
export let parts: usize = 0;
export let partWidth: u32 = 0;
/** While seeding: squared distance of each row to the nearest centroid, and if each of eight more was one (f32). */
export let potentials: usize = 0;
export let trials: usize = 0;
/** Sums of products of columns, by block: stride × stride (f64). */
export let products: usize = 0;
/** Rows, and centroids in tiles with −|c|²/2 (i32), as whole numbers of 16 bits; and what belongs to it, in `../coarse.ts`. */
export let coarseRows: usize = 0;
export let coarseTiles: usize = 0;
export let coarseHalves: usize = 0;
export let coarseFacts: usize = 0;
/** Of this thread: counters (u32), weights of clusters (i32), sums of clusters (f64), a list of rows (u32). */
export let counters: usize = 0;
export let counts: usize = 0;
export let sums: usize = 0;
export let list: usize = 0;

// @ts-ignore: decorator
@inline function field(i: usize): i32 {
  return load<i32>(task + (i << 2));
}

/** Up to the next cache line. */
// @ts-ignore: decorator
@inline function whole(bytes: usize): usize {
  return (bytes + 63) & ~63;
}

/** Reads the task, for one of the threads. */
export function adopt(thread: i32): void {
  kind = field(0);
  bounded = (field(1) & 1) !== 0;
  weighted = (field(1) & 2) !== 0;
  coarse = (field(1) & 4) !== 0;
  chosen = field(1) >> 8;
  rows = field(2);
  stride = field(3);
  centroids = field(4);
  points = field(5);
  norms = field(6);
  weights = field(7);
  labels = field(8);
  deadlines = field(9);
  nearest = field(10);
  second = field(11);
  tiles = field(12);
  halfNorms = field(13);
  exact = field(14);
  paths = field(15);
  centre = field(16);
  scale = field(17);
  compressions = field(18);
  parts = field(19);
  partWidth = field(20);
  // Nothing else is known of the nearest centroid while there are not all of them.
  potentials = nearest;
  trials = field(21);
  products = field(22);
  coarseRows = field(23);
  coarseTiles = field(24);
  coarseHalves = field(25);
  coarseFacts = field(26);
  counters = <usize>field(27) + <usize>thread * <usize>field(28);
  counts = counters + 64;
  sums = counts + whole((<usize>centroids) << 2);
  list = sums + whole(((<usize>centroids) * stride) << 3);
}

/** How often a row counts. */
// @ts-ignore: decorator
@inline export function weightOf(row: u32): i32 {
  return weighted ? load<i32>(weights + ((<usize>row) << 2)) : 1;
}

/** Where a row begins, and where the results of a block do. */
// @ts-ignore: decorator
@inline export function rowAt(row: u32): usize {
  return points + (((<usize>row) * stride) << 2);
}

// @ts-ignore: decorator
@inline export function coarseAt(row: u32): usize {
  return coarseRows + (((<usize>row) * stride) << 1);
}

// @ts-ignore: decorator
@inline export function productsAt(block: u32): usize {
  return products + (((<usize>block) * stride * stride) << 3);
}

// @ts-ignore: decorator
@inline export function partAt(block: u32): usize {
  return parts + (((<usize>block) * partWidth) << 3);
}
