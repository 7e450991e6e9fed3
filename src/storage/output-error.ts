import { UserError } from "../user-error.ts";

const reasons: Record<string, string> = {
  EACCES: "permission is denied",
  EPERM: "the operation is not permitted",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  ENOENT: "a part of the path does not exist",
  ENOTDIR: "a part of the path is a file",
  EEXIST: "there is a file of that name",
  EISDIR: "it is a folder",
  ENAMETOOLONG: "the path is too long",
};

/**
 * Does work that writes below `folder`; a refusal of the file system becomes one sentence for the user.
 *
 * @param remedy what the user can do
 * @throws UserError(2) when the place cannot be written; anything else unchanged
 */
export async function writingTo<T>(
  folder: string,
  work: () => T | Promise<T>,
  remedy = "name another place with --out",
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? reasons[String(error.code)] : undefined;
    if (reason === undefined) throw error;
    throw new UserError(2, `${folder} cannot be written: ${reason}; ${remedy}`);
  }
}
