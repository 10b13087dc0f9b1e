/** What `cmbac` ends with. Of several, the first of 5, 4, 1, 6, 2, 3 that applies. */
export const exitCodes = {
  holds: 0,
  failed: 1,
  expectation: 2,
  inconclusive: 3,
  environment: 4,
  input: 5,
  debt: 6,
} as const;

/** The exit codes as help shows them. */
export const exitCodeHelp = `
Exit codes:
  0  everything holds (or failed as the target's expectations say)
  1  a scenario failed, or in another way than expected
  2  an expectation is stale or expired, or a scenario passed that was expected to fail
  3  inconclusive: a fence or a control is missing, so silence proves nothing
  4  the harness or this machine is at fault, not the server; or the target can be asked none of the scenarios
  5  the command or a file it reads is wrong
  6  a scenario was not executed that the lock file names
Of several the first of 5, 4, 1, 6, 2, 3.
`;
