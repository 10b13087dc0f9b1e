/** What `cmbac` ends with. Of several, the first of 5, 4, 1, 2, 3 that applies. */
export const exitCodes = {
  holds: 0,
  failed: 1,
  expectation: 2,
  inconclusive: 3,
  environment: 4,
  input: 5,
} as const;

/** The exit codes as help shows them. */
export const exitCodeHelp = `
Exit codes:
  0  everything holds (or failed as the target's expected-failures file says)
  1  a scenario failed
  2  an expectation is stale, or a scenario passed that was expected to fail
  3  inconclusive: a fence or a control is missing, so silence proves nothing
  4  the harness or this machine is at fault, not the server; or the target can be asked none of the scenarios
  5  the command or a file it reads is wrong
`;
