import { connectionDecoders } from './connection-decoders.ts';
import type { Decoder } from './decoder.ts';
import { documentDecoders } from './document-decoders.ts';
import { labelDecoders } from './label-decoders.ts';
import { spifDecoders } from './spif-decoders.ts';
import { xmlDecoders } from './xml-decoders.ts';

/** Everything that reads what strangers, or administrators, write. */
export const decoders: readonly Decoder[] = [
  ...labelDecoders,
  ...documentDecoders,
  ...spifDecoders,
  ...xmlDecoders,
  ...connectionDecoders,
];
