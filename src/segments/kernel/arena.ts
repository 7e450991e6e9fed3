/** Rows that one thread takes at a time. Fractions are summed up block by block, so results depend on it. */
export const blockRows = 2048;
/** Cluster of a row that is in none yet. */
export const noCluster = 255;
/** Clusters there can be at most. */
export const mostClusters = 254;

/** Numbers of the results that a block leaves, besides one for each column. */
const partExtra = 8;
/** Bytes of the columns of 32-bit numbers by cluster, `noCluster` included. */
const byCluster = (noCluster + 1) * 4;
/** Bytes of a cache line: what different threads write lies on different ones. */
const line = 64;

/** What an arena holds. */
export interface ArenaShape {
  /** Rows n, their dimensions d, and clusters k at most. */
  readonly n: number;
  readonly d: number;
  readonly k: number;
  readonly threads: number;
  /** Whether starts are looked for in it. */
  readonly seeded?: boolean;
  /** Whether products of columns are added up. */
  readonly correlated?: boolean;
}

/**
 * Rows in memory that all threads share, with everything that k-means keeps beside them.
 *
 * Rows are padded with zeros to `stride`, a multiple of four. The kernel in `assembly/` and its twin read and write these
 * columns; all that decides anything (means, bounds, when to stop) is done in TypeScript between two passes over them.
 */
export interface Arena extends Required<ArenaShape> {
  readonly stride: number;
  /** Centroids that scores are worked out for: k, padded to a multiple of four. */
  readonly kPadded: number;
  /** n × stride, row-major. */
  readonly rows: Float32Array;
  /** Squared norms of the prepared rows. */
  readonly norms: Float32Array;
  /** How often each row counts; read when the task says so. */
  readonly weights: Int32Array;
  /** Cluster of each row; padded to a multiple of four. */
  readonly labels: Uint8Array;
  /** Path length at which a row is looked at again, padded likewise. */
  readonly deadlines: Float32Array;
  /** Squared distance of each row to its own centroid, and to the next nearest; while seeding, to the nearest so far. */
  readonly nearest: Float32Array;
  readonly second: Float32Array;
  /** While seeding, what `nearest` would be with each of eight candidates: n × 8, empty unless asked for. */
  readonly trials: Float32Array;
  /** Sums of products of any two columns by block, upper triangles of stride × stride; empty unless asked for. */
  readonly products: Float64Array;
  /** Rows and centroids as whole numbers, and what goes with them; see coarse.ts. */
  readonly coarseTiles: Int16Array;
  readonly coarseHalves: Int32Array;
  readonly coarseFacts: Float32Array;
  /** The table that lists of rows are compressed with; see `setCompressions`. */
  readonly compressions: Uint8Array;
  /** Per column of the rows: what is taken off, and what is then multiplied with. */
  readonly centre: Float32Array;
  readonly scale: Float32Array;
  /** Centroids as scores are worked out: in tiles of eight and four, with −|c|²/2 of each. */
  readonly tiles: Float32Array;
  readonly halfNorms: Float32Array;
  /** Centroids row by row, exact: k × stride. */
  readonly centroids: Float64Array;
  /** How far the own centroid and the others have come since the start, by cluster; see bounds.ts. */
  readonly paths: Float32Array;
  /** The same by cluster, k, in the precision that they are added up in. */
  readonly pathLengths: Float64Array;
  /** What blocks leave: blocks × partWidth. */
  readonly parts: Float64Array;
  readonly blocks: number;
  readonly partWidth: number;
  /** Of each thread: sums of its moves, k × stride; weights of its moves, k; rows evaluated and moved. */
  readonly sums: readonly Float64Array[];
  readonly counts: readonly Int32Array[];
  readonly counters: readonly Int32Array[];
  /** Where all that begins in memory, for the kernel: the fields of a task after its kind and flags. */
  readonly places: readonly number[];
  /** First byte, and the first one behind it. */
  readonly start: number;
  readonly end: number;
}

/** Bytes an arena takes. */
export function arenaBytes(shape: ArenaShape): number {
  return layArena(undefined, 0, shape).end;
}

/**
 * Lays an arena out.
 *
 * @param buffer memory to lay it in; without one only the places are worked out
 * @param start first byte, a multiple of 64
 */
export function layArena(buffer: ArrayBufferLike | undefined, start: number, shape: ArenaShape): Arena {
  const { n, d, k, threads, seeded = false, correlated = false } = shape;
  const stride = Math.ceil(d / 4) * 4;
  // A whole tile is needed for the candidates of a start.
  const kPadded = seeded ? Math.max(8, Math.ceil(k / 4) * 4) : Math.ceil(k / 4) * 4;
  const blocks = Math.ceil(n / blockRows);
  const partWidth = stride + partExtra;
  let end = start;
  const take = (bytes: number) => {
    const at = end;
    end = Math.ceil((end + bytes) / line) * line;
    return at;
  };
  const at = {
    tiles: take(kPadded * stride * 4),
    halfNorms: take(kPadded * 4),
    centroids: take(k * stride * 8),
    paths: take(byCluster),
    centre: take(stride * 4),
    scale: take(stride * 4),
    compressions: take(256),
    coarseTiles: take(kPadded * stride * 2),
    coarseHalves: take(kPadded * 4),
    coarseFacts: take(line),
    parts: take(blocks * partWidth * 8),
  };
  // In this order a thread of the kernel finds what is its own.
  const own = Array.from({ length: threads }, () => ({
    counters: take(line),
    counts: take(kPadded * 4),
    sums: take(kPadded * stride * 8),
    list: take(blockRows * 4 + 16),
  }));
  const columns = {
    rows: take(n * stride * 4),
    norms: take(n * 4 + 16),
    weights: take(n * 4),
    labels: take(n + 4),
    deadlines: take(n * 4 + 16),
    nearest: take(n * 4 + 16),
    second: take(n * 4 + 16),
    trials: take(seeded ? n * 32 : 0),
    coarseRows: take(n * stride * 2),
    products: take(correlated ? blocks * stride * stride * 8 : 0),
  };
  const memory = buffer ?? new ArrayBuffer(0);
  const floats = (place: number, length: number) => new Float32Array(memory, buffer && place, buffer ? length : 0);
  const doubles = (place: number, length: number) => new Float64Array(memory, buffer && place, buffer ? length : 0);
  const integers = (place: number, length: number) => new Int32Array(memory, buffer && place, buffer ? length : 0);
  return {
    ...{ n, d, k, threads, seeded, correlated, stride, kPadded, blocks, partWidth, start, end },
    rows: floats(columns.rows, n * stride),
    norms: floats(columns.norms, n),
    weights: integers(columns.weights, n),
    labels: new Uint8Array(memory, buffer && columns.labels, buffer ? n + 4 : 0),
    deadlines: floats(columns.deadlines, n + 4),
    nearest: floats(columns.nearest, n),
    second: floats(columns.second, n),
    trials: floats(columns.trials, seeded ? n * 8 : 0),
    coarseTiles: new Int16Array(memory, buffer && at.coarseTiles, buffer ? kPadded * stride : 0),
    coarseHalves: integers(at.coarseHalves, kPadded),
    coarseFacts: floats(at.coarseFacts, 8),
    products: doubles(columns.products, correlated ? blocks * stride * stride : 0),
    compressions: new Uint8Array(memory, buffer && at.compressions, buffer ? 256 : 0),
    centre: floats(at.centre, stride),
    scale: floats(at.scale, stride),
    tiles: floats(at.tiles, kPadded * stride),
    halfNorms: floats(at.halfNorms, kPadded),
    centroids: doubles(at.centroids, k * stride),
    paths: floats(at.paths, noCluster + 1),
    pathLengths: new Float64Array(k),
    parts: doubles(at.parts, blocks * partWidth),
    sums: own.map(({ sums }) => doubles(sums, k * stride)),
    counts: own.map(({ counts }) => integers(counts, k)),
    counters: own.map(({ counters }) => integers(counters, line / 4)),
    places: [
      ...[n, stride, kPadded, columns.rows, columns.norms, columns.weights, columns.labels, columns.deadlines],
      ...[columns.nearest, columns.second],
      ...[at.tiles, at.halfNorms, at.centroids, at.paths, at.centre, at.scale, at.compressions, at.parts, partWidth],
      ...[columns.trials, columns.products, columns.coarseRows],
      ...[at.coarseTiles, at.coarseHalves, at.coarseFacts],
      ...[own[0].counters, (own[1] ?? own[0]).counters - own[0].counters],
    ],
  };
}

/** Writes the one column that stays as it is; another arena may have been at its place. */
export function setCompressions(arena: Arena): void {
  arena.compressions.set(compressions);
}

/** For each set of four lanes, given by its bits, the shuffle that moves them together. */
const compressions = shuffleTable();

function shuffleTable(): Uint8Array {
  const shuffles = new Uint8Array(256);
  for (let lanes = 0; lanes < 16; lanes++) {
    let place = 0;
    for (let lane = 0; lane < 4; lane++) {
      if ((lanes & (1 << lane)) === 0) continue;
      for (let byte = 0; byte < 4; byte++) shuffles[lanes * 16 + place * 4 + byte] = lane * 4 + byte;
      place++;
    }
  }
  return shuffles;
}
