/**
 * Questions to the policy engine as values, and answers as values: what `cmbac-server label`, `decide`, `policy --jsonl` and
 * their like say. Where a request comes from, how files are read and how an answer is shown is for `bin/`.
 */
export { type Answer, answer, answerLine, type Failure, failure } from './answer.ts';
export { clearanceSyntaxes, type Encoded, labelSyntaxes } from './encode.ts';
export { RequestError, type RequestErrorCode } from './errors.ts';
export { givenBytes, givenText } from './given.ts';
export { type Line, LineReader, maxLineBytes } from './line-reader.ts';
export { type LintedSpif, lintSpif } from './lint-spif.ts';
export {
  answerDecide,
  answerDecode,
  answerEncode,
  answerMap,
  answerMark,
  answerValidate,
} from './operations.ts';
export { type Desk, ops, readRequest } from './request.ts';
export { showPolicy } from './show-policy.ts';
export type { Sources } from './sources.ts';
export { SpifShelf } from './spif-shelf.ts';
