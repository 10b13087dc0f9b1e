import {
  type CheckRow,
  type CheckVerdict,
  type ClaimRow,
  checkGroups,
  type TargetCheckRecord,
  visible,
} from '../harness/record/index.ts';

/** What was seen of a target as tables for a terminal, the verdict last: every row of it, none left out. */
export function targetCheckTable(record: TargetCheckRecord): string {
  const { name, kind, product, version } = record.target;
  const title = `${name} (${kind})${product === undefined ? '' : `: ${product} ${version ?? ''}`.trimEnd()}`;
  const groups = checkGroups.map((group) => record.rows.filter((row) => row.group === group));
  const blocks = groups.flatMap((rows) => (rows.length === 0 ? [] : [groupText(rows)]));
  const claims = record.claims.length === 0 ? [] : [claimsText(record.claims)];
  return visible(`${[title, ...blocks, ...claims, conclusion(record)].join('\n\n')}\n`);
}

const signs = { yes: '✓', no: '✕', unknown: '?' } as const;

const titles: Readonly<Record<CheckRow['group'], string>> = {
  reach: 'Reached',
  tls: 'TLS',
  login: 'Login',
  stream: 'Stream',
  discovery: 'Discovery',
  accounts: 'Accounts',
  honesty: 'Honesty: is success said to nonsense?',
};

function groupText(rows: readonly CheckRow[]): string {
  const [first] = rows;
  const width = widest(rows.map(({ name }) => name));
  const lines = rows.map(({ mark, name, seen, wanted, source }) => {
    const asked = mark === 'no' && wanted !== undefined ? ` (asked: ${wanted}${inBrackets(source)})` : '';
    return `  ${signs[mark]} ${name.padEnd(width)}  ${seen}${asked}`;
  });
  return [first === undefined ? '' : titles[first.group], ...lines].join('\n');
}

/** `claimed yes / seen no` beside each feature; a difference stands out by its word, not only by its sign. */
function claimsText(claims: readonly ClaimRow[]): string {
  const width = widest(claims.map(({ name }) => name));
  const sights = claims.map(
    ({ claimed, seen }) => `claimed ${claimed} / seen ${seen === 'cannot be seen' ? '–' : seen}`,
  );
  const lines = claims.map((claim, index) => {
    const { name, seen, how, kind } = claim;
    const sign =
      kind === 'claim' ? '✕' : seen === 'cannot be seen' || claim.suggests !== undefined ? '?' : '✓';
    const word = kind === 'claim' ? 'MISCLAIM  ' : seen === 'cannot be seen' ? 'cannot be seen: ' : '';
    return `  ${sign} ${name.padEnd(width)}  ${(sights[index] ?? '').padEnd(widest(sights))}  ${word}${how}`;
  });
  return ['Claims and what a probe saw', ...lines].join('\n');
}

function conclusion({ verdict, rows, claims, wallMs }: TargetCheckRecord): string {
  const suggested = claims.flatMap(({ suggests }) => (suggests === undefined ? [] : [`    ${suggests}`]));
  const lines =
    suggested.length === 0 ? [] : ['Not claimed yet; for the description:', '  claims:', ...suggested, ''];
  const wrong = rows.filter(({ mark }) => mark === 'no').length;
  const misclaims = claims.filter(({ kind }) => kind === 'claim').length;
  const counts = `${wrong} not in order, ${misclaims} claimed wrongly, ${(wallMs / 1000).toFixed(1)} s`;
  return [...lines, `${sentences[verdict]} (${counts})`].join('\n');
}

const sentences: Readonly<Record<CheckVerdict, string>> = {
  'as claimed': 'As claimed.',
  'not in order': 'Its claims hold, and something about how it is reached is not in order.',
  misclaim: 'MISCLAIM: it does not do what is claimed of it, or does what is denied.',
  'claims not trustworthy':
    'Claims not trustworthy: it says success to nonsense, so that no claim of it means anything.',
  'not reached': 'Not reached: nothing answered as an XMPP server.',
};

function inBrackets(source: string | undefined): string {
  return source === undefined ? '' : `, ${source}`;
}

function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => text.length));
}
