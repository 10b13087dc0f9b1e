import type { Metadata4774, WrittenLabel } from '#labels';
import { explain } from '#policy';
import { type Encoded, encodeLabel, encodeWritten, type LabelSyntax, labelSyntaxes } from './encode.ts';
import { RequestError } from './errors.ts';
import { type ExaminedLabel, examine } from './examine.ts';
import type { Given } from './given.ts';
import { type Marked, marked, type Validated, validated, wordsOf } from './label-answers.ts';
import { listed } from './members.ts';
import { type GivenLabel, readGivenLabel } from './read-given.ts';
import type { Request } from './request.ts';
import { plainLabel } from './say.ts';

/** What a label says: as it is written, and (where SPIF files are named) what it means. */
export type DecodedLabel = Pick<GivenLabel, 'syntax' | 'enveloped'> & {
  readonly written: object;
  /** What its sender says is the same under other policies. */
  readonly alternatives?: readonly object[];
} & (Partial<Validated> & Marked);

/** A request about a label; under policies, or not. */
export type CodecRequest = Omit<Request, 'label'> & { readonly label: NonNullable<Request['label']> };

/** @throws LabelError for a label that cannot be read */
export function decodeLabelAnswer(request: CodecRequest): DecodedLabel {
  const { policies, question, marking } = request;
  const { syntax, enveloped, written, alternatives } = readGivenLabel(givenLabel(request));
  const decoded = {
    syntax,
    enveloped,
    written: written === 'default' ? {} : plainLabel(written),
    ...(alternatives.length === 0 ? {} : { alternatives: alternatives.map(plainLabel) }),
  };
  if (policies === undefined) return decoded;
  const examined = examine(policies, request.label, question);
  return { ...decoded, ...validated(examined), ...wordsOf(examined), ...marked(examined, marking) };
}

/** @throws LabelError, RequestError where it cannot be encoded */
export function encodeLabelAnswer(request: CodecRequest): Encoded & Partial<Validated> {
  const { policies, to } = request;
  const syntax = labelSyntaxes.find((known) => known === to);
  if (syntax === undefined)
    throw new RequestError('bad-request', `\`to\` names no syntax; write one of ${listed(labelSyntaxes)}`);
  if (policies === undefined)
    return encodeUnknown(readGivenLabel(givenLabel(request)).written, syntax, request);
  const examined = examine(policies, request.label, request.question);
  if (examined.known === undefined) throw unknownLabel(examined);
  const encoded = encodeLabel(examined.known, syntax, metadataOf(examined.inForce, request));
  return { ...encoded, ...validated(examined) };
}

/** Without a policy, what is in the words of the syntax already. */
function encodeUnknown(written: GivenLabel['written'], syntax: LabelSyntax, request: Request): Encoded {
  if (written === 'default') throw noPolicies();
  if (syntax !== 'stanag4774' && syntax !== 'stanag4778') return encodeWritten(written, syntax);
  return encodeWritten({ ...written, metadata4774: metadataOf(written, request) }, syntax);
}

/** Its own, with what the request says in its place; a label without any is made now. */
function metadataOf(written: WrittenLabel | undefined, { created, review, question }: Request): Metadata4774 {
  const own = written?.metadata4774;
  return {
    role: 'originator',
    ...own,
    created: created ?? own?.created ?? question.now.toISOString(),
    ...(review === undefined ? {} : { review }),
  };
}

function unknownLabel({ reasons }: ExaminedLabel): RequestError {
  return new RequestError('label-unknown', reasons.map((reason) => explain(reason)).join('; '));
}

function givenLabel({ label }: CodecRequest): Given {
  if (label === 'default') throw noPolicies();
  return label;
}

function noPolicies(): RequestError {
  return new RequestError(
    'bad-request',
    'the default label is asked for, which stands in a policy; name its `spif`',
  );
}
