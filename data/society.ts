import type { Random } from "../src/math/random.ts";
import type { BasePlan } from "./base-plan.ts";
import type { BaseRows } from "./base-rows.ts";
import type { Life } from "./life.ts";
import { customerRandom } from "./random-streams.ts";
import { unknown } from "./row-buffer.ts";
import { cumulative, pick, poisson } from "./variates.ts";
import { areaTypes, families, mostTags, preferredChannels, type Society } from "./worlds/society.ts";

const singleFamily = 2;
/** Chance of a tag: for nobody in particular, and for those it suits. */
const tagShare = 0.14;
const suitingTagShare = 0.4;
const familySums = families.map(({ shares }) => cumulative(shares));

/**
 * Leaves the row of what a customer is outside the shop. It depends on age, place, favourite category and the archetype
 * of the first month, and nothing depends on it.
 */
export function writeSociety(plan: BasePlan, life: Life, { society: rows }: BaseRows): void {
  const { person } = life;
  const { society, demography, archetypes, categories } = plan.world;
  const random = customerRandom(plan.seed, "society", person.customer);
  const told = (silent: number) => random.next() >= silent;
  const business = random.next() < society.businessShare;
  const firstArchetype = archetypes[life.archetypes[person.registeredMonth]];
  const favourite = categories.names[person.favouriteCategory];

  const education = drawEducation(society, person.age, random);
  const profession = drawProfession(society, person.age, random);
  const income = drawIncome(plan, person.place, education, profession, random);
  const family = drawFamily(person.age, random);
  const interests = drawTags(society.interests, ({ category }) => category === favourite, random);
  const values = drawTags(society.values, (value) => value.archetypes.includes(firstArchetype), random);

  const { columns } = rows;
  const row = rows.addRow();
  const set = (column: keyof typeof columns, value: number, known: boolean) => {
    columns[column][row] = known ? value : unknown;
  };
  const silent = society.unknown;
  const familyTold = told(silent.family) && !business;
  columns.customer[row] = person.customer;
  set("education", education, told(silent.education) && !business);
  set("profession", profession, told(silent.profession) && !business);
  set("income", income, told(silent.income) && !business);
  set("family", family.status, familyTold);
  set("children", family.children, familyTold);
  set("household", family.household, familyTold);
  set("area", drawArea(demography.places[person.place].urban, random), true);
  const tagsTold = told(silent.interests) && !business;
  set("interests", interests, tagsTold);
  set("personal_values", values, tagsTold);
  set("source", drawSource(plan, person.acquisition, random), person.acquisition !== unknown);
  set("business", business ? 1 : 0, true);
  set("preferred", random.below(preferredChannels.length), told(silent.preferredChannel));
  set("phone", random.next() < society.consent.phone ? 1 : 0, true);
  set("post", random.next() < society.consent.post ? 1 : 0, true);
}

/** Before 23 nobody has finished what takes longer than a first degree. */
function drawEducation({ educations }: Society, age: number, random: Random): number {
  const finished = age < 23 ? Math.min(2, educations.length) : educations.length;
  return pick(random, cumulative(educations.slice(0, finished).map(({ share }) => share)));
}

function drawProfession({ professions }: Society, age: number, random: Random): number {
  const open = professions.map(({ share, ages: [from, until] }) => (age >= from && age < until ? share : 0));
  return pick(random, cumulative(open));
}

/** A year's income in whole units of the currency of the place. */
function drawIncome(plan: BasePlan, place: number, education: number, profession: number, random: Random): number {
  const { society, foreign } = plan.world;
  const median = society.professions[profession].income * society.educations[education].earns;
  const home = median * Math.exp(society.incomeLogSd * random.normal());
  const currency = plan.placeCurrency[place];
  const local = currency === 0 ? home : home / foreign[currency - 1].rate;
  return Math.max(1, Math.round(local / society.incomeRounding)) * society.incomeRounding;
}

function drawFamily(age: number, random: Random): { status: number; children: number; household: number } {
  const stage = families.findIndex(({ until }) => age < until);
  const status = pick(random, familySums[stage]);
  const children = poisson(random, status === singleFamily ? families[stage].children / 5 : families[stage].children);
  const adults = status < singleFamily ? 2 : 1;
  return { status, children, household: adults + children };
}

/** The set of tags as bits. */
function drawTags<Tag>(tags: readonly Tag[], suits: (tag: Tag) => boolean, random: Random): number {
  if (tags.length > mostTags) throw new RangeError(`world: ${tags.length} tags; a set holds ${mostTags}`);
  let set = 0;
  for (const [i, tag] of tags.entries()) {
    if (random.next() < (suits(tag) ? suitingTagShare : tagShare)) set |= 1 << i;
  }
  return set;
}

function drawArea(urban: number, random: Random): number {
  return pick(random, cumulative(areaTypes.map((area) => (area === "urban" ? urban : (1 - urban) / 2))));
}

/** Position in the list of all sources, see `sourceNames`. */
function drawSource({ world }: BasePlan, acquisition: number, random: Random): number {
  if (acquisition === unknown) return unknown;
  const { channel } = world.acquisition[acquisition];
  const before = world.acquisition.slice(0, acquisition);
  const offset = before.reduce((sum, each) => sum + world.society.sources[each.channel].length, 0);
  return offset + pick(random, cumulative(world.society.sources[channel].map(({ share }) => share)));
}
