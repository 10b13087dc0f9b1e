/** Provisioning as it is written: verb → value. docs/provisioning.md has every verb. */
export type ProvisionVerbs = Readonly<Record<string, unknown>>;

/** A verb or value that cannot be used. One sentence that names the verb and the mend; nothing was changed. */
export class ProvisionError extends Error {
  override readonly name = 'ProvisionError';
  /** The verb as it was written. */
  readonly verb: string | undefined;

  constructor(message: string, verb?: string) {
    super(verb === undefined ? message : `\`${verb}\`: ${message}`);
    this.verb = verb;
  }
}

/** A verb taken apart: `Dom(a.test).clr` is the head `Dom.clr` for the subject `a.test`. */
export interface Verb {
  readonly head: string;
  readonly subject: string;
  readonly written: string;
}

/** @throws ProvisionError when it is not of the form `Head`, `Head(subject)` or `Head(subject).rest` */
export function readVerb(written: string): Verb {
  const match = /^([A-Za-z]+\*?)(?:\(([^()]+)\))?((?:\.[a-z]+)?)$/.exec(written);
  if (match === null)
    throw new ProvisionError('is not a verb; write it as in `U(u-s)` or `Srv.clr`', written);
  return { head: `${match[1] ?? ''}${match[3] ?? ''}`, subject: match[2] ?? '', written };
}
