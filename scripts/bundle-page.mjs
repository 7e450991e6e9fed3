import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./foreground.mjs";

/**
 * Bundles the browser code of the report into one script and one style sheet, with the hashes its content security
 * policy names. The page is the same for every run, so that `renderReport` only has to put the data in.
 */
export async function bundlePage() {
  // Imported late: this file is loaded before the packages are installed.
  const { build } = await import("esbuild");
  const page = join(root, "src", "report", "page");
  const { outputFiles } = await build({
    entryPoints: [join(page, "page.ts")],
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    write: false,
  });
  const script = outputFiles[0].text.replace(/<\/script/gi, "<\\/script");
  const style = readFileSync(join(page, "page.css"), "utf8").replaceAll("\r\n", "\n");
  return { script, style, scriptHash: sha256(script), styleHash: sha256(style) };
}

function sha256(text) {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
