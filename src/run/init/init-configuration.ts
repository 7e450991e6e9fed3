import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { lookAtFiles } from "../../inputs/survey/look-at-files.ts";
import type { Proposal } from "../../inputs/survey/proposal.ts";
import { proposeSources } from "../../inputs/survey/propose-sources.ts";
import type { Question } from "../../inputs/survey/question.ts";
import { UserError } from "../../user-error.ts";
import { configurationSchema } from "../configuration.ts";
import { diagnoseYaml } from "../diagnose-yaml.ts";
import { lendEngine } from "../lend-engine.ts";
import { renderProblems } from "../problem.ts";
import { configurationTemplate } from "./configuration-template.ts";
import { type GivenAnswers, givenAnswer } from "./given-answers.ts";
import { proposalText } from "./proposal-text.ts";
import { schemaAddress } from "./schema-address.ts";

export interface InitOptions {
  /** Folder of the configuration; made when it is not there. */
  readonly dir: string;
  /** Files to look at; a template is written when there are none. */
  readonly from: readonly string[];
  /** Overwrite a configuration that is there. */
  readonly force: boolean;
  readonly given: GivenAnswers;
  /** Asks a person; absent when nobody is there to answer. */
  readonly ask?: (question: Question) => Promise<string | undefined>;
}

export interface InitOutcome {
  /** The file that was written. */
  readonly file: string;
  /** What was proposed; absent for a template. */
  readonly proposal: Proposal | undefined;
}

/** Proposes a configuration for a set of files. */
export type InitConfiguration = (options: InitOptions) => Promise<InitOutcome>;

/**
 * Looks at files and writes the `tessera.yaml` they seem to need. What no value decides is taken from the answers given
 * beforehand, then asked, and is never guessed.
 *
 * @throws UserError 2 when there is a configuration already, a question stays open or the files feed no table, 3 when a
 *   file cannot be read; nothing is written then
 */
export const initConfiguration: InitConfiguration = async ({ dir, from, force, given, ask }) => {
  const file = join(dir, "tessera.yaml");
  if (existsSync(file) && !force) {
    throw new UserError(2, `${file} is there already; --force overwrites it`);
  }
  if (from.length === 0) {
    refuseForgottenFiles(dir);
    write(dir, file, configurationTemplate(schemaAddress(dir)));
    return { file, proposal: undefined };
  }
  const paths = [...new Set(from.map((path) => resolve(path)))];
  const looks = await lendEngine((openEngine) => lookAtFiles(paths, openEngine));
  const proposal = await proposeSources(looks, async (question) => {
    const answer = givenAnswer(question, given) ?? (await ask?.(question));
    if (answer !== undefined || question.optional) return answer;
    throw new UserError(2, `${question.sentence}; say which with ${question.option}`);
  });
  write(dir, file, proposalText(proposal, dir, schemaAddress(dir)));
  return { file, proposal };
};

const dataFile = /\.(csv|tsv|txt|jsonl|ndjson|parquet|pq)(\.gz)?$/i;

function refuseForgottenFiles(dir: string) {
  const found = existsSync(dir)
    ? readdirSync(dir)
        .filter((name) => dataFile.test(name))
        .sort()
    : [];
  if (found.length === 0) return;
  const names = found.slice(0, 3).map((name) => join(dir, name));
  throw new UserError(2, `${dir} holds data; name the files to look at: tessera init ${dir} --from ${names.join(" ")}`);
}

/** Writes a configuration that is known to load. */
function write(dir: string, file: string, text: string) {
  const diagnosis = diagnoseYaml(text, configurationSchema, {});
  if (!("value" in diagnosis)) {
    throw new Error(`init: the proposal does not load\n${renderProblems(file, text, diagnosis.problems)}`);
  }
  mkdirSync(dir, { recursive: true });
  writeFileSync(file, text);
}
