import { isAbsolute, relative, resolve, sep } from "node:path";

/** A path seen from a folder, with slashes on every system; absolute when it is on another drive. */
export function relativePath(dir: string, path: string): string {
  const found = relative(resolve(dir), resolve(path));
  return (isAbsolute(found) || found !== "" ? found : ".").split(sep).join("/");
}
