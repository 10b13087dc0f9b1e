import type { Unseen } from '../../scenario/index.ts';
import type { Context } from '../context.ts';
import type { Note } from '../evidence.ts';
import { type Found, fails, holds, open } from '../findings.ts';
import { answers, arrivals, notesOf, sightings } from '../sightings.ts';

/** Up to this step, sessions have seen nothing of a message whose control and fence they have. */
export function judgeUnseenUntil(context: Context, { message, at }: Unseen, index: number): Found[] {
  const probe = Number(context.memory.get(memoryKey(message)));
  const [stimulus] = notesOf(context.evidence, probe, 'stimulus', '');
  if (!stimulus) return [open(`\`${message}\` was sent before`, 'it was not sent')];
  return at.map((actor, position) => judgeOne(context, { stimulus, probe, index, message }, actor, position));
}

/** Where the judge of a probe writes down which step it was. */
export function memoryKey(word: string): string {
  return `message ${word}`;
}

interface Case {
  readonly stimulus: Note;
  /** The step that sent it, and the one that looks. */
  readonly probe: number;
  readonly index: number;
  readonly message: string;
}

function judgeOne(context: Context, of: Case, actor: string, position: number): Found {
  const { evidence } = context;
  const claim = `${actor} has not received \`${of.message}\` by now`;
  const seen = sightings(evidence, of.stimulus).filter((one) => one.actor === actor && one.step <= of.index);
  if (seen.length > 0) {
    const came = seen.map(({ n }) => n);
    return fails('leak', claim, 'it came', came);
  }
  const proof = (['control', 'fence'] as const).map((kind) =>
    notesOf(evidence, of.probe, kind, '')
      .flatMap((note) => arrivals(evidence, note, actor))
      .find(({ step }) => step <= of.index),
  );
  const [ping] = notesOf(evidence, of.index, 'sender-fence', `.${position}`);
  const [answer] = ping ? answers(evidence, ping, actor) : [];
  const found = [...proof, answer].flatMap((one) => (one === undefined ? [] : [one.n]));
  return found.length === 3
    ? holds(claim, found, 'A')
    : open(claim, 'nothing came, and the proof is not complete', found);
}
