import type { Text } from "../../language/text.ts";
import type { LtvResult } from "../../ltv/fit-ltv.ts";
import { ltvModelFiles } from "../../ltv/ltv-model-files.ts";
import { moveAliases, promoted, readAliases, versionsEver } from "../../registry/aliases.ts";
import { type VersionName, writeVersion } from "../../registry/model-version.ts";
import { withProjectLock } from "../../storage/lock.ts";
import { UserError } from "../../user-error.ts";
import { isCurrent, type Standing } from "../champion.ts";
import type { Job, StageNotes } from "../job.ts";
import { modelCard } from "../model-card.ts";
import type { DecidedModel } from "./decide-model.ts";

/**
 * Keeps the model that a run fitted as the next version of the registry, as champion or as challenger. A run that was here
 * before, or that looks back to a day before the champion's, leaves the registry as it is.
 *
 * @param request id of the run without a champion
 * @returns the new version; undefined when there is none
 * @throws UserError(75) when another run changed the champion meanwhile, UserError(2) when the place cannot be written
 */
export async function keepModels(
  job: Job,
  request: string,
  { champion, settled }: Standing,
  decided: DecidedModel,
  ltv: LtvResult,
): Promise<readonly [VersionName | undefined, StageNotes]> {
  // A run that is made again says what it said the first time.
  if (settled === "asked before") return [undefined, { rowsOut: 1 }];
  if (settled === "later champion") return [undefined, { status: "skipped", reason: laterChampion }];
  const { registry, options } = job;
  const { challenger, promotion } = decided;
  const files = ltv.status === "done" ? await ltvModelFiles(ltv.model) : new Map<string, Uint8Array>();
  const version = await withProjectLock(registry, async () => {
    if (!isCurrent(registry, champion)) {
      throw new UserError(
        75,
        `the champion of ${job.configuration.project} changed while this run was made with ${champion?.version ?? "none"}; try again`,
      );
    }
    const contents = {
      model: challenger.fit.model,
      ltv: files,
      metrics: {
        certificate: challenger.certificate,
        ltv: ltv.status === "done" ? ltv.evaluation : { status: "refused", reason: ltv.reason },
      },
      card: modelCard(job, decided, champion?.version, ltv),
    };
    const kept = await writeVersion(registry, contents, versionsEver(registry));
    const current = readAliases(registry);
    const isChampion = promotion.decision === "first" || promotion.decision === "promoted";
    const next = isChampion ? promoted(current, kept) : { ...current, challenger: kept };
    const why = `${promotion.decision}, as of ${options.asOf}: ${promotion.reasons.map(({ en }) => en).join("; ")}`;
    await moveAliases(registry, next, { when: new Date().toISOString(), why, request, fitted: kept });
    return kept;
  });
  return [version, { rowsOut: 1 }];
}

const laterChampion: Text = {
  en: "models: a model of a later day is in use, so this run leaves the registry as it is",
  ru: "модели: действует модель более поздней даты, поэтому реестр остаётся как есть",
};
