import type { MoneyHeadKind } from "../../src/ltv/net/money-head.ts";
import { linearPool } from "../../src/ltv/pool/linear-pool.ts";
import { choosePoolWeight } from "../../src/ltv/pool/pool-weight.ts";
import { moneyEarned } from "../../src/ltv/protocol/ltv-cut.ts";
import { btydAt } from "./btyd-models.ts";
import { type ForecastModel, forecastOf } from "./forecast-model.ts";
import { netAt } from "./net-models.ts";

/** Linear pools of a net with Pareto/NBD and the spend of all purchases, weighed by CRPS at the cut of selection. */
export const poolModels: readonly ForecastModel[] = [pool("ziln"), pool("mixture")];

function pool(kind: MoneyHeadKind): ForecastModel {
  return {
    name: `pool of ${kind}`,
    async forecast({ trainingCuts, test, selection }, seed) {
      const { at } = selection;
      const weight = choosePoolWeight({
        btyd: btydAt("pareto-nbd", "all", at).distributions,
        net: await netAt(kind, selection.trainingCuts, at, seed),
        customers: at.customers,
        money: moneyEarned(at.label),
        minorPerUnit: 100,
      });
      const btyd = btydAt("pareto-nbd", "all", test).distributions;
      const net = await netAt(kind, trainingCuts, test, seed);
      return { ...forecastOf(linearPool(btyd, net, weight.weight)), weight };
    },
  };
}
