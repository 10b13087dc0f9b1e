import { expect } from 'chai';
import { fixture } from '../fixtures.contract.ts';
import { readSpif } from '../read-spif.ts';
import { SpifError } from './errors.ts';

const edge = fixture('policies/edge/spif.xml');

describe('a SPIF that refers to its own parts', () => {
  it('does not refer to what is empty, or to one of two kinds without saying which', () => {
    const twoKinds = edge
      .replace(
        'tagType="permissive"><spif:tagCategory name="T1"',
        'tagType="enumerated" enumType="permissive"><spif:tagCategory name="T1"',
      )
      .replace(
        'tagType="permissive"><spif:tagCategory name="T3"',
        'tagType="enumerated" enumType="restrictive"><spif:tagCategory name="T3"',
      );
    expect(refusal(excluding(twoKinds, 'tagSetRef="Twin" tagType="enumerated" lacv="3"'))).to.deep.equal({
      code: 'spif-unresolved',
      message: 'line 13: `enumType` is missing and tag set `Twin` does not make it clear; add the attribute',
    });
    const empty = edge.replace('<spif:tagCategory name="I23" lacv="23"/>', '');
    expect(refusal(excluding(empty, 'tagSetRef="Info" tagType="tagType7" all="true"'))).to.deep.equal({
      code: 'spif-unresolved',
      message:
        'line 13: tag set `Info` has no value that is `informative`; correct `tagType` or `tagSetRef` of <excludedCategory>',
    });
  });

  it('takes defaults of its own namespace alone, and no value that could be either of two', () => {
    const defaults = (inside: string, text = edge) =>
      refusal(
        text.replace(
          '</spif:SPIF>',
          `<spif:extensions><defaults xmlns="urn:x-cmbac:spif:0">${inside}</defaults></spif:extensions></spif:SPIF>`,
        ),
      );
    expect(defaults('<label xmlns="urn:example" classification="RESTRICTED"/>')).to.deep.equal({
      code: 'spif-value',
      message:
        'line 22: <label> does not belong in <defaults>; write one of <label>, <clearance>, <absentClassification>',
    });
    const twins = edge.replace(
      'tagType="permissive"><spif:tagCategory name="T3"',
      'tagType="restrictive"><spif:tagCategory name="T1"',
    );
    const label = (value: string) =>
      `<label classification="RESTRICTED"><category tagSet="Twin" value="${value}"/></label>`;
    expect([defaults(label('T4'), twins), defaults(label('T1'), twins)]).to.deep.equal([
      undefined,
      {
        code: 'spif-unresolved',
        message:
          'line 22: value `T1` of <category> does not name one value of this policy; name one of its own',
      },
    ]);
  });
});

/** The SPIF with an exclusion on the category N0. */
function excluding(text: string, attributes: string): string {
  return text.replace(
    '<spif:tagCategory name="N0" lacv="0"/>',
    `<spif:tagCategory name="N0" lacv="0"><spif:excludedCategory ${attributes}/></spif:tagCategory>`,
  );
}

function refusal(text: string): { code: string; message: string } | undefined {
  try {
    readSpif(text, 'lenient');
    return undefined;
  } catch (error) {
    if (!(error instanceof SpifError)) throw error;
    return { code: error.code, message: error.message };
  }
}
