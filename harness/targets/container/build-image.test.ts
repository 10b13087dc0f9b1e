import { expect } from 'chai';
import { packagesIn } from './build-image.ts';
import { tagOf } from './import-image.ts';
import { packageSources, sourcesFrom } from './package-sources.ts';

describe('packageSources', () => {
  it('takes a release, its updates and its security fixes, each once, and nobody else', () => {
    const targets = [
      'http://deb.debian.org/debian/ bookworm main',
      'http://deb.debian.org/debian/ bookworm-updates main',
      'http://deb.debian.org/debian-security/ bookworm-security main',
      'http://deb.debian.org/debian-security/ bookworm-security main',
      'https://vendor.example/apt nodistro main',
      'https://vendor.example/apt vendor-bookworm main',
      'http://deb.debian.org/debian/ bookworms main',
    ];
    expect(sourcesFrom(targets, 'bookworm')).to.deep.equal([
      'deb http://deb.debian.org/debian/ bookworm main',
      'deb http://deb.debian.org/debian/ bookworm-updates main',
      'deb http://deb.debian.org/debian-security/ bookworm-security main',
    ]);
  });

  it('takes nothing but the mirror that is named', () => {
    expect(
      packageSources('http://mirror.lab/debian').map((line) => line.replace(/ [a-z]+ main$/, '')),
    ).to.deep.equal(['deb http://mirror.lab/debian']);
  });
});

describe('packagesIn', () => {
  it('reads names and versions from the files that packages came in, and passes over the rest', () => {
    const files = 'libproc2-0_2%3a4.0.2-3_amd64.deb\nlock\npartial\nprosody_0.12.3-1+deb12u1_amd64.deb\n';
    expect(packagesIn(files)).to.deep.equal(['libproc2-0=2:4.0.2-3', 'prosody=0.12.3-1+deb12u1']);
  });
});

describe('tagOf', () => {
  it('writes a version of Debian as an engine takes it', () => {
    expect(tagOf('1:0.12.3~rc1-1+deb12u1')).to.equal('1-0.12.3-rc1-1-deb12u1');
  });
});
