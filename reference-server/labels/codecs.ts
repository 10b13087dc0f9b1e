import type { Element } from '#xml';
import type { ClearanceCodec, LabelCodec, MappedLabelCodec } from './codec.ts';
import { x501ClearanceCodec } from './ess/clearance-codec.ts';
import { essLabelCodec } from './ess/label-codec.ts';
import { icIsmLabelCodec } from './ic-ism/label-codec.ts';
import { stanag4774ClearanceCodec } from './stanag4774/clearance-codec.ts';
import { stanag4774AlternativeCodec, stanag4774LabelCodec } from './stanag4774/label-codec.ts';
import { stanag4778BindingCodec } from './stanag4778/binding-codec.ts';

/** Every syntax that `<label/>` may hold, by the name people use for it. A new one is one line here. */
export const labelCodecs = {
  ess: essLabelCodec,
  stanag4774: stanag4774LabelCodec,
  stanag4778: stanag4778BindingCodec,
} as const satisfies Record<string, LabelCodec>;

/** Syntaxes that a deployment may switch on by saying what their words mean in one of its policies. One line each, too. */
export const mappedLabelCodecs = {
  'ic-ism': icIsmLabelCodec,
} as const satisfies Record<string, MappedLabelCodec>;

/** Every syntax that an administrator may give a clearance in, as text. */
export const clearanceCodecs = {
  x501: x501ClearanceCodec,
  stanag4774: stanag4774ClearanceCodec,
} as const satisfies Record<string, ClearanceCodec>;

/** The codec for the element inside a `<label/>`, by its namespace and name; `undefined` for a syntax unknown here. */
export function labelCodecFor(wire: Element): LabelCodec | undefined {
  return all.find((codec) => reads(codec, wire));
}

/** The same inside an `<equivalentlabel/>`, where a STANAG 4774 label may also be an alternative one. */
export function equivalentCodecFor(wire: Element): LabelCodec | undefined {
  return reads(stanag4774AlternativeCodec, wire) ? stanag4774AlternativeCodec : labelCodecFor(wire);
}

/** The codec of a syntax that somebody has to switch on. */
export function mappedLabelCodecFor(wire: Element): MappedLabelCodec | undefined {
  return Object.values(mappedLabelCodecs).find((codec) => reads(codec, wire));
}

const all: readonly LabelCodec[] = Object.values(labelCodecs);

function reads({ element, alsoReads = [] }: LabelCodec, { namespace, name }: Element): boolean {
  return [element, ...alsoReads].some((one) => one.name === name && one.namespace === namespace);
}
