import { expect } from 'chai';
import { type Element, element, parseDocument } from '#xml';
import { answerOf } from '../codec.contract.ts';
import { plain } from '../stanag4774/arbitrary.contract.ts';
import { bindingNamespace } from './namespaces.ts';
import { writeBinding } from './write-binding.ts';
import { bindingDataVersion, readBindingData, writeBindingData } from './xmpp-profile.ts';

const namespace = 'urn:nato:stanag:4778:profile:xmpp:1:0';
const binding = writeBinding(plain());
const data = (...children: Element[]): Element => element(namespace, 'BindingData', {}, children);
const object = (within: string, ...children: Element[]): Element =>
  element(within, 'BindingDataObject', {}, children);

/** The classifications of the originator labels. */
function read(wire: Element, versions?: readonly string[]): unknown {
  return answerOf(() => readBindingData(wire, versions).originators.map(({ label }) => label.classification));
}

describe('readBindingData', () => {
  it('reads a binding directly, or inside an object of either namespace', () => {
    const wires = [data(binding), data(object(namespace, binding)), data(object(bindingNamespace, binding))];
    expect(wires.map((wire) => read(wire))).to.deep.equal(new Array(3).fill(['SECRET']));
    expect(read(writeBindingData(binding))).to.deep.equal(['SECRET']);
  });

  it('gives the labels of all bindings together', () => {
    const wires = [
      data(binding, binding),
      data(object(namespace, binding), object(namespace, binding)),
      data(object(namespace, binding, binding)),
      data(object(namespace, binding), binding),
    ];
    expect(wires.map((wire) => read(wire))).to.deep.equal(new Array(4).fill(['SECRET', 'SECRET']));
  });

  it('reads the versions that it is told, and no other', () => {
    const third = writeBindingData(binding, '1:3');
    expect([
      read(third),
      read(third, ['1:0', '1:3']),
      read(data(binding), ['1:3']),
      read(data(binding), []),
    ]).to.deep.equal([
      'label-structure: version `1:3` of the XMPP profile',
      ['SECRET'],
      'label-structure: version `1:0` of the XMPP profile',
      'label-structure: version `1:0` of the XMPP profile',
    ]);
  });

  it('refuses what has no binding, or something else', () => {
    const wires = [
      data(),
      data(object(namespace)),
      data(element('urn:x', 'note')),
      data(binding, element('urn:x', 'note')),
      data(object(namespace, binding, object(namespace, binding))),
      parseDocument(`<BindingData xmlns='${namespace}'>SECRET</BindingData>`),
      element(namespace, 'Binding', {}, [binding]),
      element('urn:x', 'BindingData', {}, [binding]),
    ];
    expect(wires.map((wire) => read(wire))).to.deep.equal([
      'label-structure: nothing in `BindingData` where `BindingInformation` should stand',
      'label-structure: nothing in `BindingDataObject` where `BindingInformation` should stand',
      'label-structure: `note` of `urn:x` in `BindingData` where `BindingInformation` should stand',
      'label-structure: `note` of `urn:x` in `BindingData` where `BindingInformation` should stand',
      `label-structure: \`BindingDataObject\` of \`${namespace}\` in \`BindingDataObject\` where \`BindingInformation\` should stand`,
      'label-structure: text in `BindingData`',
      `label-structure: element \`Binding\` of \`${namespace}\` as a binding`,
      'label-structure: element `BindingData` of `urn:x` as a binding',
    ]);
  });
});

describe('bindingDataVersion', () => {
  it('knows the profile in every version, and nothing else', () => {
    const profile = 'urn:nato:stanag:4778:profile:xmpp';
    const namespaces = [namespace, `${profile}:9:9`, profile, `${profile}2:1:0`, bindingNamespace, ''];
    expect(namespaces.map((one) => bindingDataVersion(element(one, 'a')))).to.deep.equal([
      '1:0',
      '9:9',
      '',
      undefined,
      undefined,
      undefined,
    ]);
  });
});
