import { withProjectLock } from "../../src/storage/lock.ts";

/**
 * A program that locks a project: `hold` keeps the lock with the event loop running, `block` with the event loop
 * blocked, `churn` locks and unlocks without end. It says "locked" on stdout each time it has the lock.
 */
const [projectDir, how] = process.argv.slice(2);
do {
  await withProjectLock(projectDir, async () => {
    process.stdout.write("locked\n");
    if (how === "hold") await new Promise((resolve) => setTimeout(resolve, 60_000));
    if (how === "block") Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000);
  });
} while (how === "churn");
