import { Option } from "commander";

/** `--models`, for commands that use the registry. */
export function modelsOption(): Option {
  return new Option("--models <folder>", "where models are kept, a folder for each project").default("models");
}
