/** Fields of a JSON object by name, as text: strings without quotes, numbers as they are written, null for null. */
export type JsonFields = Map<string, string | null>;

/**
 * The fields of one JSON object. Objects within it become fields of their own, `a.b`, one level deep; what is deeper, and
 * lists, stay JSON text. Numbers keep every digit, which `JSON.parse` would not.
 *
 * @throws SyntaxError saying what the text is when it is not a JSON object, or names a field twice
 */
export function flattenJson(text: string): JsonFields {
  const value = parsedJson(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new SyntaxError(`expected a JSON object, got ${nameOf(value)}`);
  }
  const fields: JsonFields = new Map();
  const add = (name: string, field: string | null) => {
    if (fields.has(name)) throw new SyntaxError(`the field "${name}" is there twice`);
    fields.set(name, field);
  };
  for (const [name, token] of membersOf(text)) {
    const within = token.startsWith("{") ? membersOf(token) : [];
    for (const [inner, innerToken] of within) add(`${name}.${inner}`, fieldOf(innerToken));
    if (!token.startsWith("{")) add(name, fieldOf(token));
  }
  return fields;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What Node says differs between its versions and quotes the text.
    throw new SyntaxError("expected a JSON object, got no JSON");
  }
}

/** Names and values of a valid JSON object, the values as they are written; names without outer blanks. */
function membersOf(object: string): [name: string, token: string][] {
  const members: [string, string][] = [];
  let at = afterBlanks(object, afterBlanks(object, 0) + 1);
  while (object[at] === '"') {
    const nameEnd = endOfString(object, at);
    const valueStart = afterBlanks(object, afterBlanks(object, nameEnd) + 1);
    const valueEnd = endOfValue(object, valueStart);
    members.push([stringOf(object.slice(at, nameEnd)).trim(), object.slice(valueStart, valueEnd)]);
    at = afterBlanks(object, valueEnd);
    if (object[at] === ",") at = afterBlanks(object, at + 1);
  }
  return members;
}

function fieldOf(token: string): string | null {
  if (token === "null") return null;
  return token.startsWith('"') ? stringOf(token) : token;
}

function stringOf(token: string): string {
  if (!token.includes("\\")) return token.slice(1, -1);
  const text = String(JSON.parse(token));
  if (/\p{Surrogate}/u.test(text)) throw new SyntaxError("a text holds half of a character");
  return text;
}

function afterBlanks(text: string, from: number): number {
  let at = from;
  while (text[at] === " " || text[at] === "\t" || text[at] === "\r" || text[at] === "\n") at++;
  return at;
}

function endOfString(text: string, from: number): number {
  let end = text.indexOf('"', from + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end + 1;
}

function isEscaped(text: string, quote: number): boolean {
  let at = quote;
  while (text[at - 1] === "\\") at--;
  return (quote - at) % 2 === 1;
}

function endOfValue(text: string, from: number): number {
  if (text[from] === '"') return endOfString(text, from);
  if (text[from] !== "{" && text[from] !== "[") {
    let end = from;
    while (!",}] \t\r\n".includes(text[end])) end++;
    return end;
  }
  let depth = 0;
  let at = from;
  do {
    const letter = text[at];
    if (letter === '"') {
      at = endOfString(text, at);
      continue;
    }
    if (letter === "{" || letter === "[") depth++;
    else if (letter === "}" || letter === "]") depth--;
    at++;
  } while (depth > 0);
  return at;
}

function nameOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "a list" : `a ${typeof value}`;
}
