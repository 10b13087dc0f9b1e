import { expect } from 'chai';
import fc from 'fast-check';
import { validColour } from '#labels';
import { contrast, readableOn } from './colors.ts';
import { check } from './property.contract.ts';

describe('readableOn', () => {
  it('is black on what is light and white on what is dark', () => {
    const colors = [
      'white',
      'yellow',
      'aqua',
      'red',
      'orange',
      'gray',
      'green',
      'blue',
      'purple',
      'black',
      '#767676',
      '#757575',
    ];
    expect(colors.map((color) => [color, readableOn(color)])).to.deep.equal([
      ['white', 'black'],
      ['yellow', 'black'],
      ['aqua', 'black'],
      ['red', 'black'],
      ['orange', 'black'],
      ['gray', 'black'],
      ['green', 'white'],
      ['blue', 'white'],
      ['purple', 'white'],
      ['black', 'white'],
      ['#767676', 'black'],
      ['#757575', 'white'],
    ]);
  });

  it('is as far from white as each colour of XEP-0258 is', () => {
    const hexadecimal = {
      aqua: '#00ffff',
      black: '#000000',
      blue: '#0000ff',
      fuchsia: '#ff00ff',
      gray: '#808080',
      green: '#008000',
      lime: '#00ff00',
      maroon: '#800000',
      navy: '#000080',
      olive: '#808000',
      orange: '#ffa500',
      purple: '#800080',
      red: '#ff0000',
      silver: '#c0c0c0',
      teal: '#008080',
      white: '#ffffff',
      yellow: '#ffff00',
    };
    for (const [name, rgb] of Object.entries(hexadecimal)) {
      expect(contrast(name, rgb), name).to.equal(1);
      expect(contrast(name, 'white'), name).to.equal(contrast(rgb, '#ffffff'));
    }
    expect(contrast('black', 'white')).to.equal(21);
    // 0a: the last channel but a few that WCAG takes as a straight line
    expect(contrast('#0a0a0a', 'black')).to.be.closeTo(1.0607, 0.0001);
  });

  it('knows every colour that a label can have', () => {
    check(
      fc.property(fc.integer({ min: 0, max: 0xffffff }), (rgb) => {
        const color = validColour(`#${rgb.toString(16).padStart(6, '0')}`);
        return color !== undefined && ['black', 'white'].includes(readableOn(color));
      }),
    );
    for (const name of ['lime', 'maroon', 'navy', 'olive', 'silver', 'teal', 'fuchsia']) {
      expect(validColour(name)).to.equal(name);
      expect(readableOn(name)).to.be.oneOf(['black', 'white']);
    }
  });
});
