import type { Context } from '../context.ts';
import type { SeenStanza } from '../evidence.ts';
import { type Found, fails } from '../findings.ts';
import { isFixture } from '../label-names.ts';
import type { SeenLabel } from '../labels.ts';
import { formatsOf, labelsBeside } from '../labels-beside.ts';
import type { ProbeCase } from './probe-case.ts';

/** What `shows` says of how the label of a copy is written: in which one format, and with which labels beside it. */
export function copiedFormatFlaws(
  context: Context,
  { format, beside }: NonNullable<ProbeCase['probe']['shows']>,
  copy: SeenStanza,
): Found[] {
  const formats = formatsOf(copy.element);
  const isOther = format !== undefined && (formats.length !== 1 || formats[0] !== format);
  return [
    ...(isOther
      ? [
          fails(
            formats.length === 0 ? 'label-lost' : 'label-altered',
            `the copy has one label, in \`${format}\``,
            `it has ${formats.join(' and ') || 'none'}`,
            [copy.n],
          ),
        ]
      : []),
    ...(beside === undefined ? [] : besideFlaws(context, beside, copy)),
  ];
}

function besideFlaws(context: Context, wanted: readonly string[], copy: SeenStanza): Found[] {
  const left: SeenLabel[] = labelsBeside(copy.element);
  const missing = wanted.filter((name) => {
    const at = left.findIndex((seen) => isFixture(context.fixtures, seen, name));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return [
    ...missing.map((name) =>
      fails('label-lost', `beside the copy's label stands ${name}`, 'it does not', [copy.n]),
    ),
    ...(left.length === 0
      ? []
      : [
          fails(
            'label-altered',
            `beside the copy's label stands ${wanted.join(', ') || 'no other'}`,
            `${left.length} more ${left.length === 1 ? 'does' : 'do'}`,
            [copy.n],
          ),
        ]),
  ];
}
