import type { Question } from "../../inputs/survey/question.ts";
import { isoDate } from "../../math/calendar.ts";
import { UserError } from "../../user-error.ts";

/** Answers from the command line. */
export interface GivenAnswers {
  /** Format by column, named as in the file or as ours. */
  readonly dates: ReadonlyMap<string, string>;
  readonly decimal?: string;
  /** Day of contacts that have none of their own. */
  readonly contactsAt?: string;
}

/**
 * The answer to a question that was given beforehand, if there is one.
 *
 * @throws UserError 2 when it is none of the choices
 */
export function givenAnswer(question: Question, given: GivenAnswers): string | undefined {
  const answer = answerTo(question, given);
  if (answer === undefined || acceptsAnswer(question, answer)) return answer;
  const expected = question.choices.length === 0 ? "a date such as 2024-12-01" : question.choices.join(" or ");
  throw new UserError(2, `${question.sentence}; "${answer}" is no answer, expected ${expected}`);
}

/** Whether a text answers a question. */
export function acceptsAnswer({ choices }: Question, answer: string): boolean {
  return choices.length === 0 ? isoDate.safeParse(answer).success : choices.includes(answer);
}

function answerTo({ kind, names }: Question, given: GivenAnswers): string | undefined {
  if (kind === "decimal") return given.decimal;
  if (kind === "contacts-at") return given.contactsAt;
  const name = names.find((each) => given.dates.has(each));
  return name === undefined ? undefined : given.dates.get(name);
}
