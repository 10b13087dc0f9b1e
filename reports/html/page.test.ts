import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { fullSampleRun, oneOfEachKind } from '../sample-kinds.ts';
import { arrow, samplePart, sampleRun, sampleScenario } from '../sample-run.ts';
import { htmlReport } from './index.ts';

const hostile =
  '<message id="x"><body></pre></figure><script>alert(1)</script><img src=x onerror=alert(1)></body></message>';

describe('htmlReport', () => {
  it('shows whatever a record holds as text, a stanza with a script in it too', () => {
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
        target: { name: hostile, product: hostile, version: hostile, image: hostile },
        suite: { version: hostile, scenarios: 2, seed: hostile, profile: hostile },
        faults: [hostile],
        logs: [hostile],
        debt: { file: hostile, owed: 1, missing: [hostile] },
        requirements: [
          {
            id: hostile,
            group: hostile,
            level: hostile,
            sentence: hostile,
            source: hostile,
            quote: hostile,
            scenarios: [hostile],
            notCovered: hostile,
          },
        ],
        scenarios: [
          sampleScenario({
            id: hostile,
            title: hostile,
            file: hostile,
            reason: hostile,
            requirements: [hostile],
            outcome: 'failed',
            kind: 'leak',
            expected: {
              outcome: 'failed',
              reason: hostile,
              met: false,
              owner: hostile,
              issue: hostile,
              expires: hostile,
              acceptedBy: [hostile],
            },
            controls: [{ fault: hostile, breaks: hostile, seen: hostile, current: false }],
            parts: [part],
          }),
          sampleScenario({ parts: [part] }),
        ],
        staleExpectations: [hostile],
      }),
    );
    // Our own, and the details of the scenario that holds: text that no browser runs
    expect(page.match(/<script[^>]*>/g)).to.deep.equal(['<script type="text/html">', '<script>']);
    expect(page.match(/<\/script/g)).to.have.length(2);
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

  it('links an issue only where it is an address of the web', () => {
    const known = (issue: string) =>
      sampleScenario({ outcome: 'failed', expected: { outcome: 'failed', reason: 'r', met: true, issue } });
    const page = (issue: string): string => htmlReport(sampleRun({ scenarios: [known(issue)] }));
    expect(page('https://issues.example/1')).to.include('href="https://issues.example/1"');
    expect(page('javascript:alert(1)')).not.to.include('href="javascript');
  });

  it('gives every scenario, requirement and proving stanza an address of its own, and links none that is missing', () => {
    const page = built(htmlReport(fullSampleRun()));
    const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id ?? '');
    const links = [...page.matchAll(/\shref="#([^?"][^"]*)"/g)].map(([, id]) => decodeURI(id ?? ''));
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

  it('names the folder of the run in its commands where that is not the usual one', () => {
    const page = (folder?: string): string => htmlReport(sampleRun(), folder);
    expect(page()).to.include('npx cmbac explain exit/headline<');
    expect(page('runs/one')).to.include('npx cmbac explain exit/headline runs/one<');
  });

  it('says that a run with faults says nothing about a server', () => {
    expect(htmlReport(sampleRun({ faults: ['exit.user'] }))).to.include(
      'started with exit.user broken: this run proves the suite',
    );
  });

  it('tells each kind of failure by a sign and a word of its own, the worst first', () => {
    const page = htmlReport(sampleRun({ scenarios: oneOfEachKind }));
    const boxes = [
      ...page.matchAll(
        /class="sign" aria-hidden="true">(.)<\/span><span><b>1<\/b> <span class="word">([^<]*)</g,
      ),
    ];
    expect(boxes.map(([, , word]) => word)).to.deep.equal([
      'leak',
      'over-block',
      'label lost',
      'label altered',
      'wrong error',
      'protocol',
      'claim',
    ]);
    expect(new Set(boxes.map(([, sign]) => sign))).to.have.property('size', 7);
  });

  it('says what was not tested, and how much each missing thing costs', () => {
    const lacks = (id: string, seen: string) =>
      sampleScenario({
        id,
        outcome: 'unsupported',
        parts: [
          samplePart({ findings: [{ step: 0, outcome: 'unsupported', claim: 'c', seen, evidence: [] }] }),
        ],
      });
    const page = htmlReport(
      sampleRun({
        scenarios: [lacks('a/1', 'it lacks verb U'), lacks('a/2', 'it lacks verb Loc and verb U')],
      }),
    );
    expect(page).to.match(/<code>verb U<\/code><\/a> <span class="note">2 scenarios, 1 for this alone</);
    expect(page).to.match(/<code>verb Loc<\/code><\/a> <span class="note">1 scenario</);
  });

  it('keeps an expectation and who answers for it, and says that it is over', () => {
    const page = htmlReport(fullSampleRun());
    expect(page)
      .to.include('expired on 2026-10-31')
      .and.to.include('accepted by <b>R. Accreditor and S. Owner</b>');
    expect(page).to.include('<b>2 of 3 scenarios</b> that <code>cmbac.lock</code> names were not executed');
    expect(page).to.include('rooms/** (owner: the vendor): it matches no scenario');
  });

  it('says what the negative control showed, that it is old, or that there is none', () => {
    const page = htmlReport(fullSampleRun());
    expect(page).to.include('With <code>exit.user</code> broken');
    expect(page).to.include('Made with an earlier wording of this scenario');
    expect(page).to.include('None is at hand: nothing here shows that this scenario can fail.');
  });

  it('has few elements at first and stays below 20 MB for 600 scenarios, each with a twin and 30 stanzas a part', () => {
    const arrows = [1, 2, 3, 4, 5].flatMap(() => samplePart().steps[0]?.arrows ?? []);
    const steps = [1, 2, 3].map((n) => ({
      summary: `step ${n}`,
      outcome: 'passed' as const,
      arrows: arrows.slice(0, 10),
    }));
    const scenarios = Array.from({ length: 600 }, (_, n) =>
      sampleScenario({
        id: `exit/${n}`,
        parts: [samplePart({ steps }), samplePart({ name: 'twin', steps })],
      }),
    );
    const page = htmlReport(sampleRun({ scenarios }));
    expect(Buffer.byteLength(page)).to.be.below(20_000_000);
    const atFirst = page.replaceAll(/<script[^]*?<\/script>/g, '');
    expect(atFirst.match(/<[a-z]/g)?.length).to.be.below(15 * scenarios.length);
  });
});

/** The page when everything in it has been opened. */
function built(page: string): string {
  return page.replaceAll(
    /(<details class="scenario[^>]* id="([^"]*)"(?:(?!<details class="scenario)[^])*?)<script type="text\/html">([^]*?)<\/script>/g,
    (_, head: string, id: string, body: string) =>
      head + body.replaceAll(' id=":', ` id="${id}:`).replaceAll('href="#:', `href="#${id}:`),
  );
}

function hashOf(page: string, tag: string): string {
  const text = new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(page)?.[1] ?? '';
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
