import { assignBlock, placeBlock } from "./assign";
import { coarsenBlock } from "./coarse-score";
import { covarianceBlock } from "./covariance";
import { inertiaBlock } from "./inertia";
import * as m from "./memory";
import { prepareBlock, sumBlock } from "./prepare";
import { keepBlock, trialBlock } from "./seed";

/** Times a waiting thread looks before it goes to sleep: some hundred microseconds, longer than between two passes. */
// @ts-ignore: decorator
@inline const patience = 20000;

// @ts-ignore: decorator
@inline const stop = 0;

/** Does what of the task is left, block by block, beside the other threads. */
export function work(thread: i32): void {
  m.adopt(thread);
  const blocks = (m.rows + m.blockRows - 1) / m.blockRows;
  while (true) {
    const block = <u32>atomic.add<i32>(m.nextBlock, 1);
    if (block >= blocks) return;
    const start = block * m.blockRows;
    doBlock(block, start, min(start + m.blockRows, m.rows));
  }
}

function doBlock(block: u32, start: u32, end: u32): void {
  if (m.kind === 1) sumBlock(block, start, end);
  else if (m.kind === 2) prepareBlock(block, start, end);
  else if (m.kind === 3) assignBlock(start, end);
  else if (m.kind === 4) inertiaBlock(block, start, end);
  else if (m.kind === 5) placeBlock(block, start, end);
  else if (m.kind === 6) trialBlock(block, start, end);
  else if (m.kind === 7) keepBlock(start, end);
  else if (m.kind === 8) covarianceBlock(block, start, end);
  else if (m.kind === 9) coarsenBlock(start, end);
}

/** The life of a further thread: waits for tasks and does them, until one says to stop. */
export function serve(thread: i32): void {
  let seen = 0;
  atomic.add<i32>(m.ready, 1);
  atomic.notify(m.ready, 1);
  while (true) {
    let looks = 0;
    let now = atomic.load<i32>(m.generation);
    while (now === seen) {
      if (looks < patience) looks++;
      else atomic.wait<i32>(m.generation, seen, -1);
      now = atomic.load<i32>(m.generation);
    }
    seen = now;
    m.adopt(thread);
    if (m.kind === stop) return;
    work(thread);
    atomic.add<i32>(m.finished, 1);
    atomic.notify(m.finished, 1);
  }
}
