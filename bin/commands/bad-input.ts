/**
 * Something that was asked for cannot be done as it was asked: exit code 5.
 *
 * The message is one sentence with the mend; nobody is shown a stack trace for it.
 */
export class BadInput extends Error {
  override readonly name = 'BadInput';
}
