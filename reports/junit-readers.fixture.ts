import { SaxesParser } from 'saxes';

/*
 * What three readers of JUnit XML make of a file, by the rules that their sources have: GitLab (lib/gitlab/ci/parsers/test/junit.rb),
 * Jenkins (junit-plugin, SuiteResult.java) and mikepenz/action-junit-report (src/testParser.ts). Rules only, in our own words.
 */

/** An element with what is directly inside it. */
export interface Node {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Node[];
  readonly text: string;
}

/** What a reader shows of a case. */
export interface Shown {
  readonly suite: string;
  readonly name: string;
  readonly status: 'success' | 'failed' | 'error' | 'skipped';
  readonly seconds: number;
  readonly output: string;
  readonly attachment?: string;
}

/** The document's one root. */
export function treeOf(xml: string): Node {
  const root = newNode('', {});
  const open = [root];
  const parser = new SaxesParser({ xmlns: false });
  parser.on('opentag', ({ name, attributes }) => {
    const node = newNode(name, { ...attributes });
    open.at(-1)?.children.push(node);
    open.push(node);
  });
  const text = (characters: string): void => {
    const node = open.at(-1);
    if (node !== undefined) node.text += characters;
  };
  parser.on('text', text);
  parser.on('cdata', text);
  parser.on('closetag', () => open.pop());
  parser.write(xml).close();
  const [top] = root.children;
  if (top === undefined) throw new Error('the document is empty');
  return top;
}

/** Elements, attributes and texts: at least as many as any reader counts. */
export function objectsIn(node: Node): number {
  const own = 1 + Object.keys(node.attributes).length + (node.text.trim() === '' ? 0 : 1);
  return node.children.reduce((sum, child) => sum + objectsIn(child), own);
}

/**
 * GitLab: one `testsuites` on top, suites nested in it; a failure before an error before a skip; the body of these, not their
 * attributes; the attachment from `system-out` of a failed case; of two cases with one class and name the later stands.
 */
export function asGitLab(top: Node): Shown[] {
  if (top.name !== 'testsuites') throw new Error('no testsuites on top');
  const cases = new Map<string, Shown>();
  for (const { testCase } of casesIn(top)) {
    const { classname = '', name = '', time = '0' } = testCase.attributes;
    const [failure, error, skipped, out] = ['failure', 'error', 'skipped', 'system-out'].map((one) =>
      childOf(testCase, one),
    );
    const status = failure ? 'failed' : error ? 'error' : skipped ? 'skipped' : 'success';
    const attachment = failure && /\[\[ATTACHMENT\|([^[\]|]+?)\]\]/.exec(out?.text ?? '')?.[1];
    cases.set(`${classname} ${name}`, {
      suite: classname,
      name,
      status,
      seconds: Number(time),
      output: (failure ?? error ?? skipped)?.text ?? '',
      ...(attachment !== undefined && { attachment }),
    });
  }
  return [...cases.values()];
}

/** Jenkins: `package.class` from the class's last dot; a suite's own `error` would be a case `<init>`; a suite's time else summed. */
export function asJenkins(top: Node): (Shown & { readonly package: string })[] {
  if (suitesIn(top).some((suite) => childOf(suite, 'error'))) throw new Error('a suite that failed to load');
  return casesIn(top).map(({ suite, testCase }) => {
    const { classname = suite.attributes['name'] ?? '', name = '', time = '0' } = testCase.attributes;
    const dot = classname.lastIndexOf('.');
    const [failure, error] = [childOf(testCase, 'failure'), childOf(testCase, 'error')];
    const skipped = childOf(testCase, 'skipped');
    return {
      package: dot < 0 ? '(root)' : classname.slice(0, dot),
      suite: classname.slice(dot + 1),
      name,
      status: skipped ? 'skipped' : (failure ?? error) ? 'failed' : 'success',
      seconds: Number(time),
      output: childOf(testCase, 'system-out')?.text ?? '',
    };
  });
}

/** An annotation of mikepenz/action-junit-report. */
export interface Annotation {
  readonly path: string;
  readonly line: number;
  readonly title: string;
  readonly message: string;
  readonly details: string;
}

/** What it annotates: failures and errors with `file`, the line where a body names one; emoji are taken out; of two of one name in a suite one goes. */
export function asAction(top: Node): Annotation[] {
  return suitesIn(top).flatMap((suite) => {
    const named = new Map<string, Node>();
    for (const testCase of suite.children.filter(({ name }) => name === 'testcase')) {
      const known = named.get(testCase.attributes['name'] ?? '');
      if (known === undefined || badOf(known)) named.set(testCase.attributes['name'] ?? '', testCase);
    }
    return [...named.values()].flatMap((testCase) => {
      const bad = badOf(testCase);
      if (bad === undefined || childOf(testCase, 'skipped')) return [];
      const { file = '', name = '' } = testCase.attributes;
      const found = new RegExp(` [^ ]*${file.replaceAll(/[.]/g, '\\.')}.*?:(\\d+)`).exec(bad.text)?.[1];
      const message = bad.attributes['message'] ?? bad.text.split('\n').slice(0, 2).join('\n');
      return [
        {
          path: file,
          line: found === undefined ? 1 : Number(found),
          title: withoutEmoji(`${file}.${name}`),
          message: withoutEmoji(message),
          details: withoutEmoji(bad.text.trim()),
        },
      ];
    });
  });
}

/** The symbols that the action takes for emoji, as far as reports could use them. */
function withoutEmoji(text: string): string {
  return text.replaceAll(/[\u2600-\u27bf\u2b50\u2b55\u{1f300}-\u{1faff}]/gu, '');
}

function badOf(testCase: Node): Node | undefined {
  return childOf(testCase, 'failure') ?? childOf(testCase, 'error');
}

function childOf(node: Node, name: string): Node | undefined {
  return node.children.find((child) => child.name === name);
}

function suitesIn(node: Node): Node[] {
  const nested = node.children.filter(({ name }) => name === 'testsuite');
  return nested.flatMap((suite) => [suite, ...suitesIn(suite)]);
}

function casesIn(top: Node): { readonly suite: Node; readonly testCase: Node }[] {
  return suitesIn(top).flatMap((suite) =>
    suite.children.filter(({ name }) => name === 'testcase').map((testCase) => ({ suite, testCase })),
  );
}

type Growing = Omit<Node, 'children' | 'text'> & { readonly children: Growing[]; text: string };

function newNode(name: string, attributes: Readonly<Record<string, string>>): Growing {
  return { name, attributes, children: [], text: '' };
}
