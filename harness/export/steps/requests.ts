import { escapeAttribute } from '#xml';
import type { Catalog, Disco, Iq, Offered } from '../../scenario/index.ts';
import type { Act } from '../act.ts';
import { anyOf } from '../any-of.ts';
import type { Paper } from '../paper.ts';
import { loosely } from '../pattern.ts';

const stanzas = 'urn:ietf:params:xml:ns:xmpp-stanzas';

/** An iq and its one answer. */
export function iqActs(
  paper: Paper,
  { from, to, type, payload, expect, condition, contains = [], lacks = [] }: Iq,
): Act[] {
  const token = paper.token('request');
  const content = paper.fillIn(payload, token, to === undefined ? '' : paper.jidOf(to));
  const and = [
    ...contains.map((text) => `it holds \`${paper.fillIn(text, token)}\``),
    ...lacks.map((text) => `it does not hold \`${paper.fillIn(text, token)}\``),
  ];
  const request = `<iq type='${type}' id='${token.id}'${paper.toAttribute(to)}>${content}</iq>`;
  return [
    { kind: 'sends', who: from, what: 'the request', xml: request },
    answerOf(from, { id: token.id, expect, condition, and }),
    ...(and.length === 0
      ? []
      : [
          {
            kind: 'looks',
            words: '',
            cannot: 'what an answer holds somewhere, or nowhere, is nothing that a script can say',
          } as const,
        ]),
  ];
}

/** The answer, as far as a pattern can say it. */
function answerOf(
  at: string,
  {
    id,
    expect,
    condition,
    and,
    result = '',
  }: {
    readonly id: string;
    readonly expect: Iq['expect'];
    readonly condition?: readonly string[] | undefined;
    readonly and: readonly string[];
    readonly result?: string;
  },
): Act {
  const [only, ...others] = condition ?? [];
  const conditions = condition === undefined ? [] : [`its condition is ${anyOf(condition)}`];
  if (expect === 'either')
    return {
      kind: 'arrives',
      at,
      what: 'an answer, a result or an error',
      pattern: `<iq id='${id}'/>`,
      and: [...and, ...conditions.map((one) => `if it is an error: ${one}`)],
    };
  if (expect === 'result')
    return {
      kind: 'arrives',
      at,
      what: 'a result',
      pattern: `<iq type='result' id='${id}'>${result}</iq>`,
      and,
    };
  const inside =
    only !== undefined && others.length === 0 ? `<${only} xmlns='${stanzas}' scansion:strict='false'/>` : '';
  return {
    kind: 'arrives',
    at,
    what: 'an error',
    pattern: `<iq type='error' id='${id}'><error>${inside}</error></iq>`,
    and: [...and, ...conditions],
  };
}

/** Service discovery. Source: XEP-0030 §3.1. */
export function discoActs(
  paper: Paper,
  { from, to, has, lacks, capabilities, remember, sameIdentities }: Disco,
): Act[] {
  const { id } = paper.token('request');
  const query = `xmlns='http://jabber.org/protocol/disco#info'`;
  const features = has.map((name) => `<feature var='${escapeAttribute(name)}'/>`).join('');
  const and = [
    ...has.map((name) => `it lists the feature \`${name}\``),
    ...lacks.map((name) => `it does not list the feature \`${name}\``),
    ...(capabilities ? ['the hash in the stream features (`<c/>`, XEP-0115) is that of this answer'] : []),
    ...(remember === undefined ? [] : [`note the identities that it lists, as “${remember}”`]),
    ...(sameIdentities === undefined ? [] : [`its identities are those noted as “${sameIdentities}”`]),
  ];
  const isMore = lacks.length > 0 || capabilities !== undefined || sameIdentities !== undefined;
  return [
    {
      kind: 'sends',
      who: from,
      what: 'the request',
      xml: `<iq type='get' id='${id}'${paper.toAttribute(to)}><query ${query}/></iq>`,
    },
    answerOf(from, {
      id,
      expect: 'result',
      and,
      result: `<query ${query} scansion:strict='false'>${features}</query>`,
    }),
    ...(isMore
      ? [
          {
            kind: 'looks',
            words: '',
            cannot: 'what an answer must not list is nothing that a script can say',
          } as const,
        ]
      : []),
  ];
}

/** A catalog request. Source: XEP-0258 §4. */
export function catalogActs(paper: Paper, catalog: Catalog): Act[] {
  const { from, expect, condition, lists, lacks, restrict, sameId, otherId } = catalog;
  const { id } = paper.token('request');
  const isExact =
    lists !== undefined ||
    lacks !== undefined ||
    restrict === false ||
    sameId !== undefined ||
    otherId !== undefined;
  return [
    { kind: 'sends', who: from, what: 'the request for the labels', xml: catalogRequest(paper, catalog, id) },
    answerOf(from, {
      id,
      expect,
      condition,
      and: expect === 'error' ? [] : catalogLooks(paper, catalog),
      result: loosely(
        `<catalog xmlns='urn:xmpp:sec-label:catalog:2' to='${escapeAttribute(paper.jidOf(catalog.for))}'/>`,
      ),
    }),
    ...(isExact && expect !== 'error'
      ? [
          {
            kind: 'looks',
            words: '',
            cannot: 'that a catalog lists these labels and no others is nothing that a script can say',
          } as const,
        ]
      : []),
  ];
}

export function catalogRequest(
  paper: Paper,
  { for: whom, to, claims }: Pick<Catalog, 'for' | 'to' | 'claims'>,
  id: string,
): string {
  const claimed = claims === undefined ? '' : ` from='${escapeAttribute(paper.jidOf(claims))}'`;
  const address = to === 'none' ? '' : paper.toAttribute(to);
  return `<iq type='get' id='${id}'${address}><catalog xmlns='urn:xmpp:sec-label:catalog:2' to='${escapeAttribute(paper.jidOf(whom))}'${claimed}/></iq>`;
}

function catalogLooks(
  paper: Paper,
  { lists, lacks = [], default: chosen, restrict, markings = {}, remember, sameId, otherId }: Catalog,
): string[] {
  const named = (name: string): string =>
    name === 'none'
      ? 'an item without a label'
      : `${name} (${paper.labelled(name).replace('labelled ', '')})`;
  return [
    'the catalog is well formed (XEP-0258 §4): the labels of its items are written as in a message',
    ...(lists === undefined
      ? []
      : [
          lists.length === 0
            ? 'it lists nothing'
            : `it lists exactly these, in any order: ${lists.map(named).join(', ')}`,
        ]),
    ...lacks.map((name) => `it does not list ${named(name)}`),
    ...(chosen === undefined ? [] : [`${named(chosen)} is the default`]),
    ...(restrict === undefined
      ? []
      : [`it says restrict='${restrict}'${restrict ? '' : ', or nothing of it'}`]),
    ...Object.entries(markings).map(([name, marking]) => `${named(name)} is marked “${marking}”`),
    ...(remember === undefined ? [] : [`note its \`id\`, if it has one, as “${remember}”`]),
    ...(sameId === undefined ? [] : [`its \`id\` is the one noted as “${sameId}”`]),
    ...(otherId === undefined ? [] : [`its \`id\` is not the one noted as “${otherId}”`]),
  ];
}

/** The catalog for the recipient, then each label. */
export function offeredActs(paper: Paper, { from, to, labels, fence }: Offered): Act[] {
  const { id } = paper.token('request');
  const xml = catalogRequest(paper, { for: to, to: { jid: paper.domainOf(from) }, claims: undefined }, id);
  return [
    { kind: 'sends', who: from, what: `the request for the labels for ${to}`, xml },
    {
      kind: 'looks',
      words: `The catalog lists some of these labels and leaves out others: ${labels.map((name) => paper.labelled(name).replace('labelled ', '')).join('; ')}.`,
      cannot: 'what has to be delivered depends on what the catalog lists, and a script cannot choose',
    },
    {
      kind: 'does',
      words: `Now **${from}** sends **${to}** one message with each label, each between a control and a fence ${paper.labelled(fence)}. Those that the catalog lists arrive, and the others do not.`,
      cannot: 'what has to be delivered depends on what the catalog lists, and a script cannot choose',
      text: labels
        .map((label) =>
          paper.message(paper.token('tested'), paper.jid(to), 'chat', paper.labelElement(label)),
        )
        .join('\n'),
    },
  ];
}
