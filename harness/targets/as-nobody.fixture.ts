/** Does something without the superuser's rights, for whom nothing is forbidden; whoever is another user already stays that. */
export async function asNobody<Result>(what: () => Promise<Result>): Promise<Result> {
  if (process.getuid?.() !== 0) return what();
  process.seteuid?.(nobody);
  try {
    return await what();
  } finally {
    process.seteuid?.(0);
  }
}

/** A user who owns nothing. */
export const nobody = 65534;
