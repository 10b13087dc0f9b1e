import { answererOf, type Bounced } from '../../scenario/index.ts';
import { type Context, fullJid } from '../context.ts';
import type { Note, SeenStanza } from '../evidence.ts';
import { type Found, fails, holds, lacks, list, open } from '../findings.ts';
import { conditionOf, echoFlaws, type Refused, shapeFlaws } from '../match.ts';
import { answers, arrivals, holdsNonce, isError, notesOf, sentStanza } from '../sightings.ts';
import { endedStreams } from '../streams.ts';
import { bareOf } from '../texts.ts';
import { type Answered, elsewhere, errorsWritten, isRoom } from './bounced-elsewhere.ts';

/** What became of an error that a peer answered a message with: at the message's sender, and at the peer. */
export function judgeBounced(context: Context, step: Bounced, index: number): Found[] {
  const { evidence } = context;
  const [stimulus] = notesOf(evidence, index, 'stimulus', '');
  const sent = stimulus && sentStanza(evidence, stimulus, step.from);
  if (!stimulus || !sent) return [open(`${step.from} sends the message`, 'it was not sent')];
  const at = answererOf(step) ?? '';
  const bounce = typeof step.error === 'string' ? undefined : bounceOf(context, stimulus, at);
  const proof = proofOf(context, step, index, bounce);
  const told = errorsTold(context, step, stimulus, sent);
  const case_ = { step, at, stimulus, sent, proof };
  return [
    ...judgeTold(context, case_, told),
    ...(bounce ? judgeSilence(context, case_, bounce) : []),
    ...elsewhere(context, case_),
    ...(typeof step.error === 'string' ? [] : endedStreams(evidence, index, [step.from, at])),
    proof.complete
      ? holds('messages in both directions get through before and after', proof.evidence, 'A')
      : open('messages in both directions get through before and after', list(proof.missing), proof.evidence),
  ];
}

interface BouncedCase extends Answered {
  readonly sent: SeenStanza;
  readonly proof: Proof;
}

/** Whether what did not come would have come. */
interface Proof {
  readonly complete: boolean;
  readonly evidence: readonly number[];
  readonly missing: readonly string[];
}

/** The error as it left the peer. */
function bounceOf({ evidence }: Context, stimulus: Note, at: string): SeenStanza | undefined {
  const [copy] = arrivals(evidence, stimulus, at);
  if (copy === undefined) return undefined;
  return evidence.stanzas.find(
    (one) =>
      one.actor === at &&
      one.direction === 'sent' &&
      one.n > copy.n &&
      isError(one) &&
      one.element.attributes['id'] === copy.element.attributes['id'],
  );
}

/** Where nobody answers, the sender's own ping alone. */
function proofOf({ evidence }: Context, step: Bounced, index: number, bounce: SeenStanza | undefined): Proof {
  const at = answererOf(step) ?? '';
  const isRoomful = isRoom(step);
  const found: number[] = [];
  const missing: string[] = [];
  const need = (what: string, seen: SeenStanza | undefined): void => {
    if (seen) found.push(seen.n);
    else missing.push(`no ${what}`);
  };
  const noted = (key: string): Note | undefined => notesOf(evidence, index, key, '')[0];
  const arrived = (key: string, actor: string): SeenStanza | undefined => {
    const note = noted(key);
    if (!note) return undefined;
    return key.startsWith('back-') && isRoomful
      ? answers(evidence, note, at)[0]
      : arrivals(evidence, note, actor)[0];
  };
  if (typeof step.error !== 'string') {
    need('error of the peer', bounce);
    need(`control at ${at}`, arrived('control', at));
    need(`control at ${step.from}`, arrived('back-control', step.from));
    need(`fence at ${step.from}`, arrived('back-fence', step.from));
    need(
      isRoomful ? `fence at ${step.from}` : `fence at ${at}`,
      arrived('fence', isRoomful ? step.from : at),
    );
  }
  const ping = noted('sender-fence');
  need(`answer to ${step.from}'s ping`, ping && answers(evidence, ping, step.from)[0]);
  return { complete: missing.length === 0, evidence: found, missing };
}

/** What the sender hears from then on: under the message's id, with something of it, or of where it went while that is watched. */
function errorsTold(
  { evidence }: Context,
  { from }: Bounced,
  stimulus: Note,
  since: SeenStanza,
): SeenStanza[] {
  const [ping] = notesOf(evidence, stimulus.step, 'sender-fence', '');
  const end = ping?.n ?? Infinity;
  const went = bareOf(String(stimulus.to));
  return evidence.stanzas.filter((seen) => {
    if (seen.actor !== from || seen.direction !== 'received' || seen.n < since.n || !isError(seen))
      return false;
    const { name, attributes } = seen.element;
    if (attributes['id'] === stimulus.id || holdsNonce(seen, stimulus)) return true;
    return name === 'message' && bareOf(String(attributes['from'])) === went && seen.n < end;
  });
}

function judgeTold(context: Context, one: BouncedCase, told: readonly SeenStanza[]): Found[] {
  const { step, sent, stimulus, proof } = one;
  const refused: Refused = {
    sent,
    sender: fullJid(context, step.from, sent.n),
    ...(stimulus.to !== undefined && { to: stimulus.to }),
    ...(stimulus.nonce !== undefined && { nonce: stimulus.nonce }),
  };
  const flaws = told.flatMap((error) => [
    ...shapeFlaws(error, refused),
    ...echoFlaws(error, refused),
    ...conditionFlaws(step, error),
  ]);
  return [...countTold(step, told, proof, sent), ...flaws];
}

function countTold(step: Bounced, told: readonly SeenStanza[], proof: Proof, sent: SeenStanza): Found[] {
  const lines = told.map(({ n }) => n);
  if (step.expect === 'nothing') {
    const claim = `${step.from} hears nothing of the error`;
    if (told.length > 0) return [fails('leak', claim, `there came: ${list(told.map(said))}`, lines)];
    return [
      proof.complete
        ? holds(claim, [sent.n], 'A')
        : open(claim, 'nothing came, and the proof is not complete'),
    ];
  }
  const claim = `${step.from} is told once that the message was not delivered`;
  if (told.length > 1)
    return [fails('wrong-error', claim, `${told.length} errors came: ${list(told.map(said))}`, lines)];
  if (told.length === 1) return [holds(claim, lines)];
  if (step.expect === 'either') return [];
  // Where nobody answers, it is the server's own affair how long it tries: nothing comes behind the error that could be waited for
  const isDue = proof.complete && typeof step.error !== 'string';
  return [lacks('wrong-error', claim, 'no error came', isDue, [sent.n])];
}

function said(error: SeenStanza): string {
  return conditionOf(error) ?? 'an error without a condition';
}

function conditionFlaws({ condition }: Bounced, error: SeenStanza): Found[] {
  const says = conditionOf(error) ?? 'nothing';
  if (condition === undefined || condition.includes(says)) return [];
  return [fails('wrong-error', `the error says ${condition.join(' or ')}`, `it says ${says}`, [error.n])];
}

/** An error is never answered with an error. Source: RFC 6120 §8.3.1. */
function judgeSilence(
  context: Context,
  { at, stimulus: { step }, proof }: BouncedCase,
  bounce: SeenStanza,
): Found[] {
  const { evidence } = context;
  const claim = `${at}'s server hears nothing of the error that it sent`;
  const id = bounce.element.attributes['id'];
  const heard = evidence.stanzas.filter(
    (one) =>
      one.actor === at &&
      one.direction === 'received' &&
      one.n > bounce.n &&
      one.element.name !== 'iq' &&
      isError(one) &&
      (one.element.attributes['id'] === id || one.step === step),
  );
  if (heard.length > 0)
    return [
      fails(
        'wrong-error',
        claim,
        `there came: ${list(heard.map(said))}`,
        heard.map(({ n }) => n),
      ),
    ];
  const [written] = errorsWritten(context, at, bounce, step);
  if (written)
    return [fails('wrong-error', claim, 'an error was written to it, for nobody who is there', [written.n])];
  return [
    proof.complete
      ? holds(claim, [bounce.n], 'A')
      : open(claim, 'nothing came, and the proof is not complete'),
  ];
}
