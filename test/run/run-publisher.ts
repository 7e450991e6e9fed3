import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { isoDate } from "../../src/math/calendar.ts";
import { openStaging, publishRun, recoverProject } from "../../src/run/publish.ts";
import { withProjectLock } from "../../src/storage/lock.ts";
import { manifestOf } from "./manifest-builder.ts";

/** A program that publishes runs without end: three ids in turn, so that it replaces, too. */
const [projectDir] = process.argv.slice(2);
for (let attempt = 0; ; attempt++) {
  await withProjectLock(projectDir, async () => {
    await recoverProject(projectDir);
    const manifest = manifestOf({ asOf: isoDate.parse("2024-12-01"), runId: String(attempt % 3).repeat(16) });
    const staging = await openStaging(projectDir, manifest.runId);
    for (const part of ["a", "b", "c"]) writeFileSync(join(staging, part), manifest.runId);
    await publishRun(projectDir, staging, manifest);
    process.stdout.write("published\n");
  });
}
