import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { ScenarioError } from '../input/index.ts';
import { parseScript } from './parse.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/scs');

function fixture(name: string) {
  return parseScript(readFileSync(join(fixtures, name), 'utf8'), name);
}

/** A script of Romeo with these actions, which begin at line 5. */
function script(...actions: readonly string[]) {
  return parseScript(
    ['[Client] Romeo', '\tjid: r@localhost', '\tpassword: p', '---', ...actions].join('\n'),
    'f',
  );
}

function problemsOf(name: string): string[] {
  try {
    fixture(`malformed/${name}`);
  } catch (error) {
    if (error instanceof ScenarioError) return error.message.split('\n');
    throw error;
  }
  return [];
}

describe('parseScript', () => {
  it('reads title, description, tags and every key of a cast', () => {
    const { title, description, tags, cast } = fixture('notation.scs');
    expect({ title, description, tags, cast }).to.deep.equal({
      title: 'Everything that can stand around the actions',
      description: [
        'A second line like the first is the description,',
        'and so is a third.',
        'or with a hash.',
      ],
      tags: [{ name: 'notation' }, { name: 'needs', value: 'nothing but a server' }],
      cast: [
        {
          ...{ name: 'Romeo', jid: 'montague@localhost', writtenJid: 'montague@localhost/orchard' },
          ...{ resource: 'orchard', password: 'wherefore: art? #thou' },
        },
        {
          ...{ name: 'Juliet', jid: 'capulet@localhost', writtenJid: 'capulet@localhost' },
          ...{
            resource: 'balcony',
            password: 'by any other name',
            connectHost: '127.0.0.1',
            connectPort: 5222,
          },
        },
        {
          ...{ name: "Juliet's old phone", jid: 'capulet@localhost', writtenJid: 'capulet@localhost' },
          password: 'by any other name',
        },
      ],
    });
  });

  it('reads actions with and without a colon, and of the longest name that fits', () => {
    const { steps } = fixture('notation.scs');
    expect(steps.map(({ who, verb, line }) => `${line} ${who} ${verb}`)).to.deep.equal([
      '31 Romeo connects',
      '32 Juliet connects',
      "34 Juliet's old phone connects",
      '37 Romeo sends',
      '40 Romeo receives',
      "44 Juliet's old phone sends",
      "53 Juliet's old phone receives",
      '59 Juliet receives',
      '60 Romeo receives',
      '62 Juliet disconnects',
      "63 Juliet's old phone disconnects",
      '64 Romeo disconnects',
    ]);
    expect(steps.filter((step) => step.verb === 'receives' && step.body === undefined)).to.have.length(2);
  });

  it('keeps a stanza with its blank lines, and passes over a comment before it', () => {
    const { steps } = fixture('notation.scs');
    const sent = steps.find(({ line }) => line === 44);
    expect(sent).to.deep.include({
      body: {
        line: 46,
        text: '\t<iq type="get" id="&lt;b&gt;" to="localhost">\n\n\t\t<ping xmlns="urn:xmpp:ping"/>\n\n\t</iq>',
      },
    });
  });

  it('needs no separator, and takes line ends of every kind', () => {
    expect(fixture('no-separator.scs').steps).to.have.length(3);
    const text = '[Client] A\r\n\tjid: a@b\r\n\tpassword: p\r\n---\r\nA sends:\r\n\t<presence/>\r\n';
    expect(parseScript(`\ufeff${text}`, 'f').steps).to.deep.equal([
      { line: 5, who: 'A', verb: 'sends', body: { line: 6, text: '\t<presence/>' } },
    ]);
  });

  it('passes over a second element, with a warning', () => {
    expect(fixture('second-element.scs').warnings).to.deep.equal([
      { line: 14, sentence: 'a second element stands below `Romeo sends`; it is passed over' },
    ]);
  });

  it('knows a full JID before its owner connects only where the cast names the resource', () => {
    expect(fixture('variables.scs').warnings).to.deep.equal([]);
    expect(problemsOf('stanzas.scs')[0]).to.equal(
      'malformed/stanzas.scs:10:1: Romeo has no full JID before the server gave one; let Romeo connect first, or give the cast a `resource:`',
    );
  });

  it('takes an apostrophe of a variable for none of the attribute', () => {
    expect(() =>
      script('Romeo connects', 'Romeo sends:', "\t<presence to='${Romeo's full JID}'/>"),
    ).not.to.throw();
  });

  it('refuses a comment in what is sent, which would end the stream', () => {
    expect(() => script('Romeo sends:', '\t<presence><!-- why? --></presence>')).to.throw(
      ScenarioError,
      'f:6:1: what is sent holds a comment',
    );
  });

  it('lets a directive be sent as it stands, with a warning', () => {
    const { warnings } = script('Romeo sends:', "\t<iq type='result' id='{scansion:any}'/>");
    expect(warnings[0]).to.deep.equal({ line: 6, sentence: '`{scansion:any}` is sent as it stands' });
  });

  for (const [name, lines] of [
    ['cast.scs', [3, 5, 6, 7, 8, 9, 11, 13, 17, 21]],
    ['actions.scs', [9, 11, 13, 15, 17, 19, 22, 25, 27]],
    ['stanzas.scs', [10, 17, 20, 23, 26, 27, 30, 30, 33, 33, 33]],
    ['nothing.scs', [1, 1]],
  ] as const) {
    it(`says each mistake of malformed/${name} in one sentence with its line and the mend`, () => {
      const problems = problemsOf(name);
      expect(problems.map((problem) => Number(/^[^:]+:(\d+):/.exec(problem)?.[1]))).to.deep.equal(lines);
      for (const problem of problems)
        expect(problem).to.match(/^malformed\/[a-z]+\.scs:\d+:1: [^;]+; |did you mean/);
    });
  }

  it('warns of a script that receives nothing: it looks at nothing', () => {
    const text = '[Client] Romeo\n\tjid: romeo@localhost\n\tpassword: p\n---\nRomeo connects\n';
    expect(parseScript(text, 'a.scs').warnings).to.deep.equal([
      { line: 5, sentence: 'nothing is received in it, so that it looks at nothing that the server does' },
    ]);
  });
});
