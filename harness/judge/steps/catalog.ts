import { childOf, type Element } from '#xml';
import type { FailureKind } from '../../record/index.ts';
import type { Catalog } from '../../scenario/index.ts';
import { judgeAnswer } from '../answer.ts';
import { catalogFlaws, catalogItems, isTrue } from '../catalog-form.ts';
import type { Context } from '../context.ts';
import { type Found, fails, holds, list } from '../findings.ts';
import { labelName } from '../label-names.ts';
import { markingOf, securityLabels } from '../labels.ts';
import { catalogNamespace } from '../namespaces.ts';
import { isError } from '../sightings.ts';
import { jidOf } from '../texts.ts';

/** A catalog as it was answered. */
interface Answered {
  readonly line: number;
  readonly element: Element;
  readonly items: readonly Element[];
  /** Each item's label as a fixture name, in the catalog's order. */
  readonly labels: readonly string[];
}

/** A catalog request: the answer is well formed, and holds what the scenario says. */
export function judgeCatalog(context: Context, catalog: Catalog, step: number): Found[] {
  const { answer, findings } = judgeAnswer(
    context,
    { ...catalog, grantedKind: listedKind(catalog), refusedKind: 'claim' },
    step,
  );
  if (!answer || isError(answer)) return [...findings];
  const element = childOf(answer.element, catalogNamespace, 'catalog');
  if (!element)
    return [...findings, fails('claim', 'the answer holds a catalog (CAT-01)', 'it does not', [answer.n])];
  const items = catalogItems(element);
  const labels = items.map((item) => labelName(context.fixtures, item));
  const seen: Answered = { line: answer.n, element, items, labels };
  const flaws = catalogFlaws(element, jidOf(catalog.for, context.evidence.header));
  const form = flaws.length === 0 ? [holds('the catalog is well formed (CAT-02 to CAT-08)', [answer.n])] : [];
  return [
    ...findings,
    ...form,
    ...flaws.map((flaw) => fails('protocol', flaw.claim, flaw.seen, [answer.n])),
    ...listFindings(catalog, seen),
    ...itemFindings(context, catalog, seen),
    ...idFindings(context, catalog, seen),
  ];
}

/** What it means that a catalog lists too much: what it lists for whom it takes somebody for tells what that one is cleared for. */
function listedKind({ claims }: Catalog): FailureKind {
  return claims === undefined ? 'claim' : 'leak';
}

function listFindings(catalog: Catalog, { labels, line }: Answered): Found[] {
  const found: Found[] = [];
  if (catalog.lists) {
    const same = [...labels].sort().join() === [...catalog.lists].sort().join();
    const isTooMuch = labels.some((label) => catalog.lists?.includes(label) === false);
    found.push(
      verdict(
        isTooMuch ? listedKind(catalog) : 'claim',
        same,
        `the catalog lists ${orNothing(catalog.lists)}`,
        `it lists ${orNothing(labels)}`,
        line,
      ),
    );
  }
  for (const label of catalog.lacks ?? []) {
    found.push(
      verdict(
        listedKind(catalog),
        !labels.includes(label),
        `the catalog does not list ${label}`,
        'it does',
        line,
      ),
    );
  }
  return found;
}

function itemFindings(
  context: Context,
  catalog: Catalog,
  { items, labels, line, element }: Answered,
): Found[] {
  const found: Found[] = [];
  if (catalog.default !== undefined) {
    const chosen = items.find(({ attributes }) => isTrue(attributes['default']));
    const name = chosen ? labelName(context.fixtures, chosen) : 'nothing';
    found.push(
      verdict('claim', name === catalog.default, `the default is ${catalog.default}`, `it is ${name}`, line),
    );
  }
  if (catalog.restrict !== undefined) {
    const restrict = isTrue(element.attributes['restrict']);
    found.push(
      verdict(
        'claim',
        restrict === catalog.restrict,
        `restrict is ${catalog.restrict}`,
        `it is ${restrict}`,
        line,
      ),
    );
  }
  for (const [label, marking] of Object.entries(catalog.markings ?? {})) {
    const item = items[labels.indexOf(label)];
    const [securityLabel] = item ? securityLabels(item) : [];
    const shown = (securityLabel && markingOf(securityLabel)) ?? 'nothing';
    found.push(
      verdict(
        'label-altered',
        shown === marking,
        `${label} is marked \`${marking}\` (CAT-25)`,
        `it is marked \`${shown}\``,
        line,
      ),
    );
  }
  return found;
}

/** An id is optional: about one that is not given, on either side, nothing is claimed. */
function idFindings({ memory }: Context, catalog: Catalog, { element, line }: Answered): Found[] {
  const { id } = element.attributes;
  const found: Found[] = [];
  for (const [word, same] of [
    [catalog.sameId, true],
    [catalog.otherId, false],
  ] as const) {
    const before = word === undefined ? undefined : memory.get(word);
    if (id === undefined || word === undefined || before === undefined) continue;
    const claim = `the catalog's id is ${same ? 'the one' : 'another than'} of ${word} (CAT-09)`;
    // An id that changes though the list does not tells of what is not in the list
    found.push(
      verdict(
        same ? 'leak' : 'claim',
        (id === before) === same,
        claim,
        `it is ${id}, and was ${before}`,
        line,
      ),
    );
  }
  if (catalog.remember !== undefined) memory.set(catalog.remember, id);
  return found;
}

function verdict(kind: FailureKind, held: boolean, claim: string, seen: string, line: number): Found {
  return held ? holds(claim, [line]) : fails(kind, claim, seen, [line]);
}

function orNothing(labels: readonly string[]): string {
  return labels.length === 0 ? 'nothing' : list(labels);
}
