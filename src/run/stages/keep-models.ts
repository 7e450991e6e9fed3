import type { LtvResult } from "../../ltv/fit-ltv.ts";
import { ltvModelFiles } from "../../ltv/net/ltv-model-files.ts";
import { type Aliases, moveAliases, promoted, readAliases, versionsEver } from "../../registry/aliases.ts";
import { registryRemedy, type VersionName, writeVersion } from "../../registry/model-version.ts";
import type { Promotion } from "../../stability/promotion.ts";
import { withProjectLock } from "../../storage/lock.ts";
import { UserError } from "../../user-error.ts";
import { isUntouched, type Standing } from "../champion.ts";
import type { Job, StageNotes } from "../job.ts";
import { modelCard } from "../model-card.ts";
import type { DecidedModel } from "./decide-model.ts";

/**
 * Keeps the model that a run fitted as the next version of the registry: as champion, as challenger, or for a day before the
 * champion's only. A run that is made again leaves the registry as it is.
 *
 * @param request id of the run without a champion
 * @throws UserError(75) when another run changed the registry meanwhile, UserError(2) when the place cannot be written
 */
export async function keepModels(
  job: Job,
  request: string,
  standing: Standing,
  decided: DecidedModel,
  ltv: LtvResult,
): Promise<readonly [undefined, StageNotes]> {
  if (standing.isRepeated) return [undefined, { rowsOut: 1 }];
  const { registry, options, configuration } = job;
  const { champion, looksBack } = standing;
  const { challenger, promotion } = decided;
  const files = ltv.status === "done" ? await ltvModelFiles(ltv.model) : new Map<string, Uint8Array>();
  const contents = {
    model: challenger.fit.model,
    ltv: files,
    metrics: {
      certificate: challenger.certificate,
      ltv: ltv.status === "done" ? ltv.evaluation : { status: "refused", reason: ltv.reason },
    },
    card: modelCard(job, decided, champion?.version, ltv),
  };
  const keep = async () => {
    if (!(await isUntouched(registry, standing))) {
      throw new UserError(
        75,
        `the models of ${configuration.project} changed while this run was made with ${champion?.version ?? "no champion"}; try again`,
      );
    }
    const fitted = await writeVersion(registry, contents, versionsEver(registry));
    const used = champion !== undefined && decided.fit !== challenger.fit ? champion.version : fitted;
    const ids = challenger.fit.model.segments.map(({ id }) => id);
    const why = `${promotion.decision}, as of ${options.asOf}: ${promotion.reasons.map(({ en }) => en).join("; ")}`;
    await moveAliases(registry, aliasesAfter(readAliases(registry), fitted, promotion), {
      ...{ when: new Date().toISOString(), why },
      run: { request, champion: champion?.version ?? null, fitted, ids, used, lookedBack: looksBack },
    });
  };
  await withProjectLock(registry, keep, { remedy: registryRemedy });
  return [undefined, { rowsOut: 1 }];
}

function aliasesAfter(current: Aliases, fitted: VersionName, { decision }: Promotion): Aliases {
  if (decision === "none") return current;
  if (decision === "first" || decision === "promoted") return { ...promoted(current, fitted), challenger: null };
  return { ...current, challenger: fitted };
}
