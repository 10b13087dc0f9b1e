/**
 * Questions to the policy engine as values, and answers as values: what `cmbac-server label`, `decide`, `policy --jsonl` and
 * their like say. Where a request comes from, how files are read and how an answer is shown is for `bin/`.
 */
export { type Answer, answer, answerLine, type Failure, failure } from './answer.ts';
export { clearanceSyntaxes, labelSyntaxes } from './encode.ts';
export { RequestError, type RequestErrorCode } from './errors.ts';
export { LineReader } from './line-reader.ts';
export { type LintedSpif, lintSpif } from './lint-spif.ts';
export { type Desk, type Op, ops } from './request.ts';
export { showPolicy } from './show-policy.ts';
export type { Sources } from './sources.ts';
export { SpifShelf } from './spif-shelf.ts';
