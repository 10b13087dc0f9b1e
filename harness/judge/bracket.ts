import type { Context } from './context.ts';
import { judgeFarFence } from './far-fence.ts';
import { type Found, holds, list, open } from './findings.ts';
import { answers, arrivals, notesOf } from './sightings.ts';
import { onOneStream } from './wire.ts';

/** Whether silence can be believed: a permitted message before and after got through, and the sender's ping came back. */
export interface Bracket {
  readonly complete: boolean;
  readonly findings: readonly Found[];
}

/** Where a probe's control and fence went. */
export interface BracketOf {
  readonly step: number;
  /** Of the notes' keys: '' or `.N`. */
  readonly suffix: string;
  readonly from: string;
  /** Sessions that control and fence must reach. */
  readonly at: readonly string[];
  readonly strength: 'A' | 'B' | 'C';
  /** Control and fence came from another: the room must have answered `from` in between. */
  readonly between?: boolean;
  /** The address that the stimulus was sent to; the account of `from`, where it has none. */
  readonly to?: string | undefined;
}

/**
 * Judge the proof around a stimulus. Order is kept on one path (RFC 6120 §10.1): where the fence has arrived, the
 * stimulus would have arrived before it. A control or fence that is missing is never waited for and never forgiven.
 */
export function judgeBracket(context: Context, of: BracketOf): Bracket {
  const evidence: number[] = [];
  const missing: string[] = [];
  for (const kind of ['control', 'fence'] as const) {
    for (const actor of of.at) {
      const line = arrivalOf(context, of, kind, actor);
      if (line === undefined) missing.push(`no ${kind} at ${actor}`);
      else evidence.push(line);
    }
  }
  missing.push(...brokenStreams(context, of));
  const [ping] = notesOf(context.evidence, of.step, 'sender-fence', of.suffix);
  const [answer] = ping ? answers(context.evidence, ping, of.from) : [];
  if (answer) evidence.push(answer.n);
  else missing.push(`no answer to ${of.from}'s ping`);

  if (of.between === true) {
    const [asked] = notesOf(context.evidence, of.step, 'room-fence', of.suffix);
    const [told] = asked ? answers(context.evidence, asked, of.from) : [];
    if (told) evidence.push(told.n);
    else missing.push(`no answer of the room to ${of.from}`);
  }

  const far = judgeFarFence(context, of);
  evidence.push(...far.evidence);
  missing.push(...far.missing);

  const reached = of.at.length === 0 ? '' : `permitted messages before and after reach ${list(of.at)}, and `;
  const claim = `${reached}${of.from}'s ping is answered`;
  const complete = missing.length === 0;
  return {
    complete,
    findings: [complete ? holds(claim, evidence, of.strength) : open(claim, list(missing), evidence)],
  };
}

/**
 * The proof where the server ended the sender's stream over the stimulus: a permitted message got through before, and
 * each recipient's ping, sent after the end, came back. No fence of the sender's can come.
 */
export function judgeExpulsion(context: Context, of: BracketOf): Bracket {
  const evidence: number[] = [];
  const missing: string[] = of.at.length === 0 ? ['no session at which it would be seen'] : [];
  for (const [index, actor] of of.at.entries()) {
    const control = arrivalOf(context, of, 'control', actor);
    const [ping] = notesOf(context.evidence, of.step, 'recipient-fence', `${of.suffix}.${index}`);
    const [answer] = ping ? answers(context.evidence, ping, actor) : [];
    if (control === undefined) missing.push(`no control at ${actor}`);
    else evidence.push(control);
    if (answer === undefined) missing.push(`no answer to ${actor}'s ping`);
    else evidence.push(answer.n);
  }
  const claim = `a permitted message before reaches ${list(of.at)}, and a ping after the end of ${of.from}'s stream is answered`;
  const complete = missing.length === 0;
  return {
    complete,
    findings: [complete ? holds(claim, evidence, 'C') : open(claim, list(missing), evidence)],
  };
}

/** At whose server control and fence came on two streams. */
function brokenStreams(context: Context, of: BracketOf): string[] {
  const meant = (['control', 'fence'] as const).flatMap((kind) =>
    notesOf(context.evidence, of.step, kind, of.suffix),
  );
  return of.at.flatMap((actor) => {
    const notes = meant.filter(({ at }) => at === undefined || at.includes(actor));
    return onOneStream(context, actor, notes)
      ? []
      : [`control and fence did not come to ${actor} on one stream`];
  });
}

/** The line in which a control or fence meant for this session arrived there. */
function arrivalOf(
  context: Context,
  of: BracketOf,
  kind: 'control' | 'fence',
  actor: string,
): number | undefined {
  const meant = notesOf(context.evidence, of.step, kind, of.suffix).filter(
    (note) => note.at === undefined || note.at.includes(actor),
  );
  for (const note of meant) {
    const [arrival] = arrivals(context.evidence, note, actor);
    if (arrival) return arrival.n;
  }
  return undefined;
}
