import type { Engine } from "../../src/engine/engine.ts";
import { addSpan, type EpochDay, type IsoDate, toEpochDay } from "../../src/math/calendar.ts";

/** A real base and how protocol P1 looks at it. */
export interface LtvBase {
  readonly name: string;
  /** Its folder in the reference data. */
  readonly folder: string;
  readonly horizonDays: number;
  /** Last days that are seen before a test: the one of P1 first, then earlier ones. */
  readonly lastDays: readonly IsoDate[];
  /** Cuts a model is trained on. */
  readonly cutsPerFit: number;
  /** Makes the table `purchase_days` of the files in `folder`; see `readPurchaseDays`. */
  prepare(engine: Engine, folder: string): Promise<void>;
}

/** The first day that is not seen, where `lastDay` is the last one that is. */
export function cutAfter(lastDay: IsoDate): EpochDay {
  return addSpan(toEpochDay(lastDay), { count: 1, unit: "day" });
}

/** The cuts to train on before a test, newest first and 30 days apart; the label window of the newest ends at the test. */
export function trainingCutsOf({ cutsPerFit }: LtvBase, test: EpochDay, horizonDays: number): EpochDay[] {
  return Array.from({ length: cutsPerFit }, (_, i) =>
    addSpan(test, { count: horizonDays + i * daysBetweenCuts, unit: "day" }, -1),
  );
}

const daysBetweenCuts = 30;
