import type { Peer, Quiet, Stream } from '../../scenario/index.ts';
import { type Context, fullJid } from '../context.ts';
import type { Activity, Note } from '../evidence.ts';
import { type Found, fails, holds, open } from '../findings.ts';
import { answers, arrivals, notesOf, sentStanza } from '../sightings.ts';
import { domainOf } from '../wire.ts';
import { judgeCase } from './probe.ts';
import type { ProbeCase } from './probe-case.ts';

/**
 * A setting claims nothing; but where both directions are to be on one stream, what was written to the peer afterwards came on one that the
 * peer had opened, or nothing of that was tested.
 */
export function judgePeer({ evidence }: Context, { at, bidi }: Peer, step: number): Found[] {
  if (bidi !== true) return [];
  const claim = `what is written to ${at} comes on the stream that it has opened`;
  const [since = Infinity] = [evidence.ends.get(step)];
  const opened = new Set(
    evidence.activity
      .filter(({ event, peer }) => event === 'opened' && peer === at)
      .map(({ connection }) => connection),
  );
  const stanzas = evidence.wire.filter(
    ({ n, peer, direction, raw }) =>
      n > since && peer === at && direction === 'received' && /^<(message|presence|iq)\b/.test(raw),
  );
  const stray = stanzas.find(({ connection }) => !opened.has(connection));
  if (stray) return [open(claim, 'it came on one of its own', [stray.n])];
  const [first] = stanzas;
  return [first ? holds(claim, [first.n]) : open(claim, 'nothing was written')];
}

/** Was a stream let in by a certificate? What the server under test said is there, one way or the other. */
export function judgeStream(
  { evidence }: Context,
  { from, certificate, expect }: Stream,
  step: number,
): Found[] {
  const verb = expect === 'accepted' ? 'is accepted' : 'is refused';
  const claim = `a stream of ${from}'s server with the certificate of ${certificate} ${verb}`;
  const [tried] = notesOf(evidence, step, 'stream', '');
  if (!tried || tried.id === 'unreached') return [open(claim, tried?.label ?? 'it was not opened')];
  if (tried.id !== expect) {
    const said = tried.label === undefined || tried.label === '' ? '' : `: ${tried.label}`;
    return [
      fails(expect === 'refused' ? 'leak' : 'over-block', claim, `it is ${tried.id}${said}`, [tried.n]),
    ];
  }
  if (expect === 'refused') return [holds(claim, [tried.n])];
  const [ping] = notesOf(evidence, step, 'sender-fence', '');
  const [answer] = ping ? answers(evidence, ping, from) : [];
  return [answer ? holds(claim, [answer.n]) : open(claim, 'no answer came to a ping on it', [tried.n])];
}

/** Between the refused message and the permitted one, nothing was connected and nobody was asked for the recipient's server. */
export function judgeQuiet(context: Context, quiet: Quiet, step: number): Found[] {
  const { evidence } = context;
  const { from, to, via, label } = quiet;
  const noted = (key: string): Note | undefined => notesOf(evidence, step, key, '')[0];
  const [stimulus, fence, control] = [noted('stimulus'), noted('fence'), noted('control')];
  const sent = stimulus && sentStanza(evidence, stimulus, from);
  const domain = domainOf(fullJid(context, to));
  const claim = `a refused message has nobody connect to ${domain} or look it up`;
  if (!stimulus || !fence || !control || !sent) return [open(claim, 'it was not sent')];
  const about = evidence.activity.filter((one) => isAbout(one, domain));
  const before = about.filter(({ n }) => n < stimulus.n);
  const between = about.filter(({ n }) => n > stimulus.n && n < control.n);
  const after = about.filter(({ n, event }) => n > control.n && event === 'accepted');
  const [there] = arrivals(evidence, fence, via);
  const [here] = arrivals(evidence, control, to);
  const [ping] = notesOf(evidence, step, 'sender-fence', '');
  const isAnswered = ping !== undefined && answers(evidence, ping, from).length > 0;
  const complete = there !== undefined && here !== undefined && after.length > 0 && isAnswered;
  const one: ProbeCase = {
    probe: {
      from,
      to,
      label,
      type: 'chat',
      syntax: 'ess',
      body: true,
      fence: quiet.fence,
      expect: 'refused',
    },
    ...{ step, suffix: '', at: [to], notAt: [], stimulus, sent },
    bracket: { complete, findings: [] },
    strength: 'A',
  };
  const [early, late] = [before[0], between[0]];
  const found = early
    ? open(claim, `${domain} was connected to before`, [early.n])
    : late
      ? fails(
          'leak',
          claim,
          `it does: ${late.event} ${late.detail}`,
          between.map(({ n }) => n),
        )
      : complete
        ? holds(claim, [sent.n, there.n, here.n], 'A')
        : open(claim, 'nothing was seen, and the proof is not complete', [sent.n]);
  return [found, ...judgeCase(context, one)];
}

/** Has the server under test connected to this domain, or asked for its name? */
function isAbout({ event, peer, detail }: Activity, domain: string): boolean {
  if (event !== 'query') return peer === domain && event === 'accepted';
  const name = detail.toLowerCase();
  return name === domain || name.endsWith(`.${domain}`);
}
