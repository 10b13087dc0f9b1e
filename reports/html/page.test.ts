import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { arrow, samplePart, sampleRun, sampleScenario } from '../sample-run.ts';
import { htmlReport } from './index.ts';

const hostile =
  '<message id="x"><body></pre></figure><script>alert(1)</script><img src=x onerror=alert(1)></body></message>';

describe('htmlReport', () => {
  it('shows a stanza with a script in it as text', () => {
    const steps = [
      {
        summary: hostile,
        outcome: 'failed' as const,
        arrows: [arrow(5, 'tess', 'sent', 'stimulus', hostile, hostile)],
      },
    ];
    const findings = [{ step: 0, outcome: 'failed' as const, claim: hostile, seen: hostile, evidence: [5] }];
    const part = samplePart({
      title: hostile,
      outcome: 'failed',
      steps,
      findings,
      provision: [{ verb: hostile, value: hostile }],
    });
    const page = htmlReport(
      sampleRun({
        target: { name: hostile, product: hostile, version: hostile },
        scenarios: [
          sampleScenario({
            title: hostile,
            file: hostile,
            reason: hostile,
            outcome: 'failed',
            parts: [part],
          }),
        ],
        staleExpectations: [hostile],
      }),
    );
    expect(page.match(/<script/g)).to.have.length(1);
    expect(page).not.to.include('<img');
    expect(page).to.include('<span class="d1">&lt;body&gt;&lt;/pre&gt;');
  });

  it('allows only its own style and script, by hash, and nothing from elsewhere', () => {
    const page = htmlReport(sampleRun());
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1];
    expect(policy).to.equal(
      `default-src 'none'; style-src '${hashOf(page, 'style')}'; script-src '${hashOf(page, 'script')}'; base-uri 'none'; form-action 'none'`,
    );
    expect(page).not.to.match(/\s(src|style|on\w+)=/);
    expect(page).not.to.match(/<(link|iframe|object|img)\b/);
  });

  it('gives every scenario, requirement and proving stanza an address of its own, and links none that is missing', () => {
    const page = htmlReport(sampleRun());
    const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id ?? '');
    const links = [...page.matchAll(/\shref="#([^"]*)"/g)].map(([, id]) => decodeURI(id ?? ''));
    expect(ids).to.have.length(new Set(ids).size);
    expect(ids).to.include.members([
      'exit/several-resources',
      'C2S-EXIT-03',
      'exit/several-resources:scenario:6',
    ]);
    expect(links.filter((link) => !ids.includes(link))).to.deep.equal([]);
  });

  it('links a transcript as a file beside it, never as an address', () => {
    const scenario = sampleScenario({ parts: [samplePart({ transcript: 'javascript:alert(1)/a b' })] });
    expect(htmlReport(sampleRun({ scenarios: [scenario] }))).to.include(
      'href="./javascript%3Aalert(1)/a%20b"',
    );
  });

  it('opens what failed when it is little, and leaves it closed when it is much', () => {
    const failed = (id: string) => sampleScenario({ id, outcome: 'failed' });
    const opened = (ids: readonly string[]): number =>
      htmlReport(sampleRun({ scenarios: ids.map(failed) })).match(/<details class="scenario[^>]* open>/g)
        ?.length ?? 0;
    expect([opened(['a/1', 'a/2']), opened(['a/1', 'a/2', 'a/3'])]).to.deep.equal([2, 0]);
  });

  it('says that a run with faults says nothing about a server', () => {
    expect(htmlReport(sampleRun({ faults: ['exit.user'] }))).to.include('exit.user broken on purpose');
  });

  it('stays below 3 MB for 100 scenarios, each with a twin and 30 stanzas a part', () => {
    const arrows = [1, 2, 3, 4, 5].flatMap(() => samplePart().steps[0]?.arrows ?? []);
    const steps = [1, 2, 3].map((n) => ({
      summary: `step ${n}`,
      outcome: 'passed' as const,
      arrows: arrows.slice(0, 10),
    }));
    const scenarios = Array.from({ length: 100 }, (_, n) =>
      sampleScenario({
        id: `exit/${n}`,
        parts: [samplePart({ steps }), samplePart({ name: 'twin', steps })],
      }),
    );
    expect(Buffer.byteLength(htmlReport(sampleRun({ scenarios })))).to.be.below(3_000_000);
  });
});

function hashOf(page: string, tag: string): string {
  const text = new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(page)?.[1] ?? '';
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
