import { basename, resolve } from "node:path";
import { Document, type Node, Pair, Scalar, YAMLMap, YAMLSeq } from "yaml";
import type { Proposal, ProposedLine, ProposedSource, SettingValue } from "../../inputs/survey/proposal.ts";
import { relativePath } from "./relative-path.ts";

/**
 * A proposal as the text of `tessera.yaml`: every line with what was seen and how sure it is, what stays open as comments.
 *
 * @param dir folder of the configuration, which paths are written relative to
 * @param schema path or address of the JSON Schema for editors
 */
export function proposalText(proposal: Proposal, dir: string, schema: string): string {
  const document = new Document(new YAMLMap<Scalar, Node | null>());
  const root = document.contents as YAMLMap<Scalar, Node | null>; // as it was made
  root.add(pairOf({ key: "version", value: "1", seen: "of this file's format" }, number(1)));
  root.add(pairOf({ key: "project", value: projectNameOf(dir), seen: "names the folder of the runs" }));
  root.add(pairOf({ key: "timezone", value: "UTC", seen: "days begin at midnight here; write the zone of your shop" }));
  root.add(
    pairOf(
      proposal.currency ?? { key: "currency", value: "EUR", seen: "no amount carries a sign; correct it if need be" },
    ),
  );

  const sources = new YAMLMap<Scalar, Node | null>();
  for (const source of proposal.sources) {
    if (source.incomplete === undefined) sources.add(pairOf(sourceLine(source), sourceMap(source, dir)));
  }
  const open = proposal.sources.filter(({ incomplete }) => incomplete !== undefined);
  if (open.length > 0) sources.comment = open.map((source) => commentedOut(source, dir)).join("\n");
  root.add(pairOf({ key: "sources", value: "", seen: "" }, sources));

  document.commentBefore = [
    ` yaml-language-server: $schema=${schema}`,
    "",
    " Proposed by tessera init from what the files hold. A number is how sure a line is; read the low ones first.",
    " Then: tessera check",
  ].join("\n");
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

function sourceLine({ table, confidence, seen }: ProposedSource): ProposedLine {
  return { key: table, value: "", confidence, seen };
}

function sourceMap(source: ProposedSource, dir: string): YAMLMap<Scalar, Node | null> {
  const paths = source.paths.map((path) => relativePath(dir, path));
  const path = { key: "path", value: paths.length === 1 ? paths[0] : paths, seen: "" };
  const map = mapOf([path, ...source.lines]);
  if (source.remarks.length > 0) map.comment = source.remarks.map((remark) => ` ${remark}`).join("\n");
  return map;
}

/** A source that is not complete, as lines of a comment that become one when the marks are removed. */
function commentedOut(source: ProposedSource, dir: string): string {
  const map = new YAMLMap<Scalar, Node | null>();
  map.add(pairOf(sourceLine(source), sourceMap(source, dir)));
  const text = new Document(map).toString({ lineWidth: 0 });
  const lines = text.trimEnd().split("\n");
  return [` To use ${source.table} too: ${source.incomplete}.`, ...lines].join("\n");
}

function mapOf(lines: readonly ProposedLine[]): YAMLMap<Scalar, Node | null> {
  const map = new YAMLMap<Scalar, Node | null>();
  for (const line of lines) map.add(pairOf(line));
  return map;
}

function pairOf(line: ProposedLine, given?: Node): Pair<Scalar, Node | null> {
  const value = given ?? nodeOf(line.value);
  const comment = commentOf(line);
  if (comment !== undefined) {
    // Of a mapping in lines, the comment belongs before its first line.
    if (value instanceof YAMLMap && value.flow !== true) value.commentBefore = comment;
    else value.comment = comment;
  }
  return new Pair<Scalar, Node | null>(new Scalar(line.key), value);
}

function commentOf({ confidence, seen }: ProposedLine): string | undefined {
  if (seen === "") return undefined;
  const text = seen.replace(/\s+/g, " ");
  return confidence === undefined ? ` ${text}` : ` ${confidence.toFixed(2)}: ${text}`;
}

function nodeOf(value: ProposedLine["value"]): Node {
  if (isLines(value)) return mapOf(value);
  return settingNode(value as SettingValue); // what is no list of lines is a setting
}

function isLines(value: ProposedLine["value"]): value is readonly ProposedLine[] {
  return Array.isArray(value) && value.some((each) => typeof each === "object");
}

function settingNode(value: SettingValue): Node {
  if (typeof value === "string" || typeof value === "boolean") {
    const scalar = new Scalar(value);
    if (typeof value === "string" && !/^[\p{L}_./][\p{L}\d_ .:/-]*$/u.test(value)) scalar.type = "QUOTE_DOUBLE";
    return scalar;
  }
  if (Array.isArray(value)) {
    const list = new YAMLSeq<Node>();
    list.flow = true;
    for (const each of value as readonly string[]) list.add(settingNode(each)); // settings hold lists of texts only
    return list;
  }
  const map = new YAMLMap<Scalar, Node | null>();
  map.flow = true;
  for (const [key, each] of Object.entries(value))
    map.add(new Pair<Scalar, Node | null>(new Scalar(key), settingNode(each)));
  return map;
}

function number(value: number): Scalar {
  return new Scalar(value);
}

/** The folder's name, as far as it can serve. */
function projectNameOf(dir: string): string {
  const name = basename(resolve(dir))
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, "-")
    .replace(/^[-_]+|-+$/g, "");
  return name === "" ? "shop" : name.slice(0, 64);
}
