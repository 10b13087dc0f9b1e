import { childOf } from '#xml';
import type { Learns } from '../../scenario/index.ts';
import { judgeAnswer } from '../answer.ts';
import { backwashOf } from '../backwash.ts';
import { judgeBracket } from '../bracket.ts';
import { catalogItems } from '../catalog-form.ts';
import type { Context } from '../context.ts';
import { type Found, fails, holds, list, open } from '../findings.ts';
import { labelName } from '../label-names.ts';
import { catalogNamespace } from '../namespaces.ts';
import { arrivals, isError, notesOf } from '../sightings.ts';
import { together } from './matrix.ts';

/** One label that was tried. */
interface Tried {
  readonly label: string;
  /** What its sender saw. */
  readonly answer: string;
  readonly delivered: boolean;
}

/**
 * What a sender learns of a recipient's clearance: of how many labels does the answer tell whether they were delivered?
 * Whether they were is seen at the recipient's own session; both kinds must occur, or there is nothing to learn.
 */
export function judgeLearns(context: Context, learns: Learns, step: number): Found[] {
  const tried = learns.labels.map((label, index) => triedLabel(context, learns, { label, index, step }));
  const unproven = tried.filter((one): one is Found => 'outcome' in one);
  if (unproven.length > 0) return unproven;
  const known = tried.filter((one): one is Tried => 'delivered' in one);
  const got = known.filter(({ delivered }) => delivered).map(({ label }) => label);
  const { from, to } = learns;
  const mixed = `some of ${list(learns.labels)} reach ${to} and others do not`;
  if (got.length === 0 || got.length === known.length) {
    const value = got.length === 0 ? 'none does' : 'all do';
    const asked = learns.byErrors !== undefined || learns.byCatalog !== undefined;
    const claim = `something of what ${to} may have can be learnt at all`;
    return [
      asked
        ? fails(got.length === 0 ? 'over-block' : 'leak', mixed, value)
        : { ...holds(claim, []), value: `no: of ${list(learns.labels)} ${value}` },
    ];
  }
  const byErrors = counted(
    `what comes back tells ${from} of labels that ${to} may have`,
    known,
    learns.byErrors,
  );
  return [holds(mixed, []), byErrors, ...judgeCatalog(context, learns, known, step)];
}

function triedLabel(
  context: Context,
  { from, to }: Learns,
  { label, index, step }: { readonly label: string; readonly index: number; readonly step: number },
): Tried | Found {
  const suffix = `.${index}`;
  const [note] = notesOf(context.evidence, step, 'stimulus', suffix);
  const [next] = notesOf(context.evidence, step, 'fence', suffix);
  const [ping] = notesOf(context.evidence, step, 'sender-fence', suffix);
  if (!note || !ping) return open(`${from} sends ${to} a message labelled ${label}`, 'it was not sent');
  const bracket = judgeBracket(context, { step, suffix, from, at: [to], strength: 'A' });
  if (!bracket.complete) return together(`${label} is tried`, bracket.findings);
  const { texts } = backwashOf(context, { note, ping, next });
  return { label, answer: texts.join(' '), delivered: arrivals(context.evidence, note, to).length > 0 };
}

function judgeCatalog(context: Context, learns: Learns, tried: readonly Tried[], step: number): Found[] {
  const { answer, findings } = judgeAnswer(context, { from: learns.from, expect: 'either' }, step);
  const flaws = findings.filter(({ outcome }) => outcome !== 'passed');
  if (!answer || flaws.length > 0) return flaws;
  const catalog = isError(answer) ? undefined : childOf(answer.element, catalogNamespace, 'catalog');
  const listed = new Set(
    catalog === undefined ? [] : catalogItems(catalog).map((item) => labelName(context.fixtures, item)),
  );
  const asListed = tried.map((one) => ({ ...one, answer: String(listed.has(one.label)) }));
  const claim = `the catalog for ${learns.to} tells ${learns.from} of labels that ${learns.to} may have`;
  return [counted(claim, asListed, learns.byCatalog)];
}

/** A label tells if all that were answered like it had the same fate. */
function counted(claim: string, tried: readonly Tried[], wanted: number | undefined): Found {
  const telling = tried.filter(({ answer, delivered }) =>
    tried.every((other) => other.answer !== answer || other.delivered === delivered),
  );
  const value = `${telling.length} of ${tried.length} labels`;
  if (wanted === undefined || wanted === telling.length) return { ...holds(claim, []), value };
  return { ...fails(telling.length > wanted ? 'leak' : 'claim', `${claim}: ${wanted}`, value), value };
}
