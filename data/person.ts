import type { Random } from "../src/math/random.ts";
import type { BasePlan } from "./base-plan.ts";
import { unknown } from "./row-buffer.ts";
import { gamma, pick } from "./variates.ts";
import { consentChannels } from "./worlds/world.ts";

/** What never changes about a customer; days are epoch days, codes are positions in the world's lists. */
export interface Person {
  /** Number of the customer, from 0. */
  readonly customer: number;
  readonly registeredMonth: number;
  readonly registeredDay: number;
  /** Multiplies the order rate of every archetype; mean 1. */
  readonly rateFactor: number;
  /** Multiplies the price of every order; median 1. */
  readonly basketFactor: number;
  readonly favouriteCategory: number;
  readonly favouriteChannel: number;
  /** Age at registration in years, told or not. */
  readonly age: number;
  readonly born: number;
  readonly sex: number;
  readonly place: number;
  readonly cityKnown: boolean;
  readonly acquisition: number;
  /** Agreed to at registration, in the order of `consentChannels`. */
  readonly consents: readonly boolean[];
}

const daysPerYear = 365.2425;

export function drawPerson(plan: BasePlan, customer: number, random: Random): Person {
  const { world, draws, monthStart } = plan;
  const { age, unknown: silent } = world.demography;

  const registeredMonth =
    random.next() < world.registration.shareBefore
      ? random.below(plan.firstMonth)
      : plan.firstMonth + random.below(world.historyMonths);
  const [from, until] = [monthStart[registeredMonth], monthStart[registeredMonth + 1]];
  const registeredDay = from + random.below(until - from);

  const years = Math.min(Math.max(age.mean + age.sd * random.normal(), age.range[0]), age.range[1]);
  return {
    customer,
    registeredMonth,
    registeredDay,
    rateFactor: gamma(random, world.rateGammaShape) / world.rateGammaShape,
    basketFactor: Math.exp(world.basketCustomerLogSd * random.normal()),
    favouriteCategory: random.below(world.categories.names.length),
    favouriteChannel: random.below(world.channels.names.length),
    age: years,
    born: random.next() < silent.birthDate ? unknown : registeredDay - Math.ceil(years * daysPerYear),
    sex: random.next() < silent.sex ? unknown : pick(random, draws.sex),
    place: pick(random, draws.place),
    cityKnown: random.next() >= silent.city,
    acquisition: random.next() < world.acquisitionUnknown ? unknown : pick(random, draws.acquisition),
    consents: consentChannels.map((channel) => random.next() < world.consent[channel]),
  };
}
