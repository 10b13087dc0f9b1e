import { expect } from 'chai';
import { SaxesParser } from 'saxes';
import { arrow, samplePart } from './sample-run.ts';
import { sequenceDiagram } from './sequence-diagram.ts';

describe('sequenceDiagram', () => {
  it('is well-formed SVG with one group an arrow, and links the stanzas that the page holds', () => {
    const svg = sequenceDiagram(samplePart(), {
      target: 'reference',
      title: 'a refusal',
      href: (line) => (line === 5 ? '#five' : undefined),
      proofs: new Map([[6, 'failed']]),
    }).html;
    const parser = new SaxesParser({ xmlns: false });
    const classes: string[] = [];
    parser.on('opentag', ({ name, attributes }) => {
      if (name === 'g') classes.push(attributes['class'] ?? '');
    });
    parser.write(svg).close();
    expect(classes.filter((name) => name.startsWith('arrow'))).to.deep.equal([
      'arrow control arrives',
      'arrow control arrives',
      'arrow stimulus stopped',
      'arrow reply error',
      'arrow fence arrives',
      'arrow fence arrives',
      'arrow other arrives',
      'arrow other arrives',
    ]);
    expect(classes).to.include('band failed').and.to.include('fenceline');
    expect(svg.match(/<a href="[^"]*"/g)).to.deep.equal(['<a href="#five"']);
  });

  it('shows a caption with markup in it as text, and cuts a long one', () => {
    const arrows = [arrow(1, 'tess', 'sent', 'other', `<script>${'x'.repeat(60)}`, '<a/>')];
    const svg = sequenceDiagram(samplePart({ steps: [{ summary: '<b>', outcome: 'passed', arrows }] }), {
      target: '"><i>',
      title: '"',
    }).html;
    expect(svg).not.to.match(/<script|<b>|<i>/);
    expect(svg).to.include(`&lt;script&gt;${'x'.repeat(21)}…`);
  });
});
