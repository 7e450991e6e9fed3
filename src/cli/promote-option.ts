import { Option } from "commander";

/** `--promote`, for commands that fit models. */
export function promoteOption(): Option {
  return new Option("--promote <policy>", "whether a model that is proved replaces the champion, or waits for people")
    .choices(["auto", "never"])
    .default("auto");
}
