import { existsSync } from "node:fs";
import { ensureInstalled } from "./ensure-installed.mjs";
import { findBrowser } from "./find-browser.mjs";
import { foreground, packageProgram } from "./foreground.mjs";

if (findBrowser() === null) {
  if (process.getuid?.() === 0 && existsSync("/etc/debian_version")) {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    foreground("apt-get", ["update", "-qq"], { env });
    foreground("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-liberation"], { env });
  } else {
    ensureInstalled();
    packageProgram("playwright-core", "playwright-core", "install", "chromium");
  }
}

const browser = findBrowser();
if (browser === null) {
  console.error("No Chromium was found after the installation; set TESSERA_BROWSER to the path of one.");
  process.exit(1);
}
console.error(`The tests of the report use ${browser}`);
