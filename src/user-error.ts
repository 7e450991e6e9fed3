/** What went wrong that the person running Tessera can mend; see the exit codes in `docs/operations.md`. */
export type ExitCode = 2 | 3 | 4 | 75;

/**
 * An error the user can fix: its message is one sentence (what was seen, where, what was expected, what to do), it is
 * printed without a stack, and it ends the process with its exit code. Anything else that is thrown is a bug and keeps
 * its stack.
 */
export class UserError extends Error {
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string) {
    super(message);
    this.name = "UserError";
    this.exitCode = exitCode;
  }
}
