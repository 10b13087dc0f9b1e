import { escapeAttribute } from '#xml';
import {
  counterpartOf,
  looksItself,
  type Presence,
  type PresenceType,
  type Unseen,
  viewersOf,
} from '../../scenario/index.ts';
import type { Act } from '../act.ts';
import type { Paper, PaperToken } from '../paper.ts';
import { loosely } from '../pattern.ts';

/** Control, presence, fence; and who sees what. */
export function presenceActs(paper: Paper, step: Presence): readonly Act[] {
  const { from, type, to, label, seen, unseen, fence } = step;
  const counterpart = counterpartOf(step);
  const others = [...new Set([...viewersOf(step), ...(counterpart === undefined ? [] : [counterpart])])];
  const reached = others.filter((name) => paper.online.has(name));
  const token = paper.token('presence');
  const typed = type === 'available' ? '' : ` type='${type}'`;
  const status = type === 'available' || type === 'unavailable' ? `<status>${token.nonce}</status>` : '';
  const xml = `<presence id='${token.id}'${typed}${paper.toAttribute(to)}>${status}${paper.labelElement(label)}</presence>`;
  const bring = (kind: string, name: string): Bracket => bracketOf(paper, { kind, from, name, fence });
  const controls = reached.map((name) => ({ name, ...bring('control', name) }));
  return [
    ...controls.flatMap(({ name, xml: control, pattern }): Act[] => [
      { kind: 'sends', who: from, what: `the control to ${name}`, xml: control },
      { kind: 'arrives', at: name, what: 'the control', pattern },
    ]),
    {
      kind: 'sends',
      who: from,
      what: `the tested presence${label === 'none' ? '' : ` ${paper.labelled(label)}`}`,
      xml,
    },
    ...Object.entries(seen).flatMap(([name, types]) =>
      types.map((one) => seenBy(paper, step, { name, type: one, token })),
    ),
    ...Object.entries(unseen).flatMap(([name, types]) => unseenBy(paper, step, name, types)),
    ...reached.map((name): Act => {
      const [first, second] = [bring('fence', name), bring('second-fence', name)];
      return {
        kind: 'fence',
        who: from,
        at: [name],
        xml: first.xml,
        pattern: first.pattern,
        second,
        before: [],
      };
    }),
    ...(looksItself(step) && counterpart !== undefined && paper.online.has(counterpart)
      ? backFence(paper, counterpart, from, fence)
      : []),
    ...Object.entries(unseen).flatMap(([name, types]) =>
      types.map((one): Act => ({ kind: 'absent', at: name, what: phrase(step, name, one, token) })),
    ),
  ];
}

interface Bracket {
  readonly xml: string;
  readonly pattern: string;
}

function bracketOf(
  paper: Paper,
  {
    kind,
    from,
    name,
    fence,
  }: { readonly kind: string; readonly from: string; readonly name: string; readonly fence: string },
): Bracket {
  const token = paper.token(kind);
  const to = paper.jid(name);
  if (fence === 'ping')
    return {
      xml: paper.ping(token.id, to),
      pattern: `<iq type='get' id='${token.id}'>${loosely("<ping xmlns='urn:xmpp:ping'/>")}</iq>`,
    };
  return {
    xml: paper.message(token, to, 'chat', paper.labelElement(fence)),
    pattern: `<message from='${escapeAttribute(paper.jid(from))}' type='chat'><body>${token.nonce}</body></message>`,
  };
}

function backFence(paper: Paper, from: string, to: string, fence: string): Act[] {
  const back = bracketOf(paper, { kind: 'fence', from, name: to, fence });
  return [
    { kind: 'sends', who: from, what: 'a permitted message back', xml: back.xml },
    { kind: 'arrives', at: to, what: 'the message back', pattern: back.pattern },
  ];
}

function phrase({ from, to }: Presence, name: string, type: PresenceType, { nonce }: PaperToken): string {
  const whose = name === from && typeof to === 'string' ? to : name === from ? 'the other side' : from;
  return `presence of the type \`${type}\` from ${whose} (\`${nonce}\`, or another)`;
}

function seenBy(
  paper: Paper,
  step: Presence,
  { name, type, token }: { readonly name: string; readonly type: PresenceType; readonly token: PaperToken },
): Act {
  const { from } = step;
  const isOwn = name !== from && type === step.type;
  const sender =
    name === from
      ? ''
      : ` from='${escapeAttribute(type === 'available' || type === 'unavailable' ? paper.jid(from) : paper.bare(from))}'`;
  const typed = type === 'available' ? '' : ` type='${type}'`;
  const inside = isOwn && type === 'available' ? `<status>${token.nonce}</status>` : '';
  return {
    kind: 'arrives',
    at: name,
    what: phrase(step, name, type, token),
    pattern: `<presence${sender}${typed}>${inside}</presence>`,
  };
}

/** Nothing at all comes to who only looks; the sender hears of its own presence too. */
function unseenBy(_: Paper, { from }: Presence, name: string, types: readonly PresenceType[]): Act[] {
  if (name !== from) return [{ kind: 'quiet', at: name }];
  return [
    {
      kind: 'looks',
      words: `**${name}** has got no presence of the type ${types.join(', ')} from there.`,
      cannot: 'presence that must not come back cannot be told from the own one, which does',
    },
  ];
}

/** What an earlier probe remembers has not come up to here. */
export function unseenActs(paper: Paper, { message, at }: Unseen): readonly Act[] {
  const what = `the message \`${paper.remembered.get(message)?.nonce ?? message}\``;
  return at.flatMap((name): Act[] => [
    { kind: 'absent', at: name, what },
    { kind: 'quiet', at: name },
  ]);
}
