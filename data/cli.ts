#!/usr/bin/env node
import { dataCommand } from "./command.ts";

process.exitCode = await dataCommand(process.argv.slice(2), process.stdout, process.stderr);
