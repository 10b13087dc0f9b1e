import type { FailureKind } from '../record/index.ts';
import { type Context, fullJid } from './context.ts';
import type { SeenStanza } from './evidence.ts';
import { type Found, fails, holds, lacks, open } from './findings.ts';
import { conditionOf, labelledInside, shapeFlaws } from './match.ts';
import { answers, isError, notesOf, sentStanza } from './sightings.ts';
import { endedStreams } from './streams.ts';
import { bareOf } from './texts.ts';
import { domainOf } from './wire.ts';

/** What a request is expected to be answered with. */
export interface AskedOfAnswer {
  readonly from: string;
  readonly expect: 'result' | 'error' | 'either';
  /** Conditions that the error may have; left out: any defined one. */
  readonly condition?: readonly string[] | undefined;
  /**
   * What it means that a result came instead of an error. Left out: of one's own server or account a breach of protocol, of anybody else a
   * leak, since what was had there is not looked at.
   */
  readonly grantedKind?: FailureKind | undefined;
  /** What it means that an error came instead of a result. Left out: over-blocking. */
  readonly refusedKind?: FailureKind | undefined;
}

/** The one answer to a request, and what was wrong with how it was answered. */
export interface Answer {
  readonly answer?: SeenStanza;
  readonly findings: readonly Found[];
}

/** Judge how a request was answered: exactly once, and as expected (RFC 6120 §8.2.3). */
export function judgeAnswer(context: Context, asked: AskedOfAnswer, step: number): Answer {
  const { evidence } = context;
  const [request] = notesOf(evidence, step, 'request', '');
  const sent = request && sentStanza(evidence, request, asked.from);
  if (!request || !sent) return { findings: [open(`${asked.from} sends the request`, 'it was not sent')] };
  const came = answers(evidence, request, asked.from);
  const [answer] = came;
  const claim = `the request is answered${withWhat[asked.expect]}`;
  const ended = endedStreams(evidence, step, [asked.from]);
  if (!answer) {
    return {
      findings: [
        lacks(unanswered[asked.expect], claim, 'no answer came', pingCameBack(context, asked.from, step), [
          sent.n,
        ]),
        ...ended,
      ],
    };
  }
  const flaws = [
    ...(came.length > 1
      ? [
          fails(
            'protocol',
            'the request is answered once',
            `${came.length} answers came`,
            came.map(({ n }) => n),
          ),
        ]
      : []),
    ...(isError(answer) ? errorAnswerFlaws(context, asked, answer, sent) : []),
    ...ended,
  ];
  if (asked.expect !== 'either' && isError(answer) !== (asked.expect === 'error')) {
    const seen = isError(answer)
      ? `it is an error: ${conditionOf(answer) ?? 'without a condition'}`
      : 'it is a result';
    const {
      grantedKind = isOwn(context, asked.from, sent) ? 'protocol' : 'leak',
      refusedKind = 'over-block',
    } = asked;
    return {
      findings: [fails(isError(answer) ? refusedKind : grantedKind, claim, seen, [answer.n]), ...flaws],
    };
  }
  return { answer, findings: [holds(claim, [answer.n]), ...flaws] };
}

/** Was it asked of the sender's own account, or of its server? */
function isOwn(context: Context, from: string, { n, element }: SeenStanza): boolean {
  const account = bareOf(fullJid(context, from, n));
  const { to = account } = element.attributes;
  return to === account || to === domainOf(account);
}

/** What it means that nothing came back. */
const unanswered = { result: 'over-block', error: 'wrong-error', either: 'protocol' } as const;

const withWhat = { result: ' with a result', error: ' with an error', either: '' } as const;

/** With the sender's ping answered, the server has passed over the request. */
function pingCameBack(context: Context, from: string, step: number): boolean {
  const [ping] = notesOf(context.evidence, step, 'sender-fence', '');
  return ping !== undefined && answers(context.evidence, ping, from).length > 0;
}

function errorAnswerFlaws(
  context: Context,
  asked: AskedOfAnswer,
  error: SeenStanza,
  sent: SeenStanza,
): Found[] {
  const sender = fullJid(context, asked.from, sent.n);
  const { to } = sent.element.attributes;
  const flaws = shapeFlaws(error, { sender, ...(to !== undefined && { to }) });
  if (labelledInside(error))
    flaws.push(fails('wrong-error', 'the error holds no label (ERR-03)', 'there is one in it', [error.n]));
  const condition = conditionOf(error) ?? 'nothing';
  if (asked.condition && asked.expect !== 'result' && !asked.condition.includes(condition)) {
    flaws.push(
      fails('wrong-error', `the error says ${asked.condition.join(' or ')}`, `it says ${condition}`, [
        error.n,
      ]),
    );
  }
  return flaws;
}
