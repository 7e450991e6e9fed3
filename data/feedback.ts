import type { BasePlan } from "./base-plan.ts";
import type { BaseRows } from "./base-rows.ts";
import type { Life } from "./life.ts";
import { unknown } from "./row-buffer.ts";
import { shoppingSecond } from "./shopping-second.ts";

export const feedbackKinds = ["complaint", "review", "poll", "return_reason"] as const;
type FeedbackKind = (typeof feedbackKinds)[number];

const mostStars = 5;
const mostRecommended = 10;
const monthsPerPoll = 3;
/** Complaints and reviews come within so many days of the order, the answer to a poll within so many of the month's first. */
const complaintDays = 5;
const reviewDays = 20;
const pollDays = 14;

/** What the customer says about an order: a complaint, a review, both or nothing. */
export function speakOfOrder(plan: BasePlan, life: Life, month: number, day: number, rows: BaseRows): void {
  const { feedback } = plan.world;
  const { speaking: random } = life;
  const archetype = life.archetypes[month];
  const complains = random.next() < feedback.complaintShare[archetype];
  if (complains) write(plan, life, day + 1 + random.below(complaintDays), "complaint", unknown, unknown, rows);
  if (random.next() < feedback.reviewShare) {
    const mean = feedback.stars[archetype] - (complains ? 2 : 0);
    const stars = clampedNormal(life, mean, feedback.starsSd, 1, mostStars);
    write(plan, life, day + 1 + random.below(reviewDays), "review", stars, mostStars, rows);
  }
}

export function speakOfReturn(plan: BasePlan, life: Life, day: number, rows: BaseRows): void {
  if (life.speaking.next() < plan.world.feedback.reasonShare) {
    write(plan, life, day, "return_reason", unknown, unknown, rows);
  }
}

/** The quarterly question whether one would recommend the shop, in the first month of every quarter of the plan. */
export function answerPoll(plan: BasePlan, life: Life, month: number, rows: BaseRows): void {
  if (month % monthsPerPoll !== 0) return;
  const { feedback } = plan.world;
  const { speaking: random, person } = life;
  const archetype = life.archetypes[month];
  const day = plan.monthStart[month] + random.below(pollDays);
  if (random.next() >= feedback.pollShare[archetype] || person.registeredDay > day) return;
  const score = clampedNormal(life, feedback.recommendation[archetype], feedback.recommendationSd, 0, mostRecommended);
  write(plan, life, day, "poll", score, mostRecommended, rows);
}

function clampedNormal({ speaking }: Life, mean: number, sd: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, Math.round(mean + sd * speaking.normal())));
}

function write(
  plan: BasePlan,
  life: Life,
  day: number,
  kind: FeedbackKind,
  score: number,
  scaleMax: number,
  { feedback }: BaseRows,
): void {
  const second = shoppingSecond(life.speaking);
  if (day >= plan.writtenUntil) return;
  const { columns } = feedback;
  const row = feedback.addRow();
  columns.customer[row] = life.person.customer;
  columns.number[row] = life.feedback++;
  columns.day[row] = day;
  columns.second[row] = second;
  columns.kind[row] = feedbackKinds.indexOf(kind);
  columns.score[row] = score;
  columns.scale_max[row] = scaleMax;
}
