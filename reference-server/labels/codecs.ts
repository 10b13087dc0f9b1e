import type { Element } from '#xml';
import type { ClearanceCodec, LabelCodec } from './codec.ts';
import { x501ClearanceCodec } from './ess/clearance-codec.ts';
import { essLabelCodec } from './ess/label-codec.ts';

/** Every syntax that `<label/>` may hold, by the name people use for it. A new one is one line here. */
export const labelCodecs = {
  ess: essLabelCodec,
} as const satisfies Record<string, LabelCodec>;

/** Every syntax that an administrator may give a clearance in, as text. */
export const clearanceCodecs = {
  x501: x501ClearanceCodec,
} as const satisfies Record<string, ClearanceCodec>;

/** The codec for the element inside a `<label/>`, by its namespace and name; `undefined` for a syntax unknown here. */
export function labelCodecFor({ namespace, name }: Element): LabelCodec | undefined {
  return all.find(({ element }) => element.name === name && element.namespace === namespace);
}

const all: readonly LabelCodec[] = Object.values(labelCodecs);
