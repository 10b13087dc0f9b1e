import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { newRunFolder, removeRunFolder } from '../run-folder.ts';
import { sweepLeftovers } from '../sweep-leftovers.ts';
import { EnvironmentFault } from '../target.ts';
import { findEngine } from './engine.ts';
import type { ImageName, MadeImage } from './images.ts';
import { importImage } from './import-image.ts';
import { packageSources } from './package-sources.ts';

/** What an image is made of, and how. */
export interface BuildOptions {
  /** A mirror of Debian; left out: where this machine's own packages come from. */
  readonly mirror?: string;
  /** The address of an engine; left out: that of this machine. */
  readonly engine?: string;
  /** Is told what is being done. */
  readonly tell: (sentence: string) => void;
}

/** The packages of each server; the rest is what they need. A shell and cat guard the server, sed is for Erlang's own start. */
const packages: Readonly<Record<ImageName, readonly string[]>> = {
  prosody: ['prosody', 'prosody-modules', 'lua-unbound'],
  ejabberd: ['ejabberd', 'sed'],
};
const everywhere = ['dash', 'coreutils', 'libc-bin'];

/**
 * Makes the image of a server from Debian's packages, with no registry: unpacks them, takes out what no server needs, and gives that to the
 * container engine.
 *
 * @throws EnvironmentFault with one sentence where there is no engine, no mmdebstrap, or no mirror that answers.
 */
export async function buildImage(
  server: ImageName,
  { mirror, engine, tell }: BuildOptions,
): Promise<MadeImage> {
  const found = await findEngine(engine);
  const sources = packageSources(mirror);
  await sweepLeftovers();
  const folder = newRunFolder();
  try {
    tell(
      `unpacking ${packages[server].join(', ')} and what they need, from ${sources.map(withoutUser).join('; ')}`,
    );
    const tar = join(folder, 'image.tar');
    const names = await unpack(server, sources, { folder, tar });
    tell(`giving it to the container engine at ${found.address}`);
    const version =
      names.find((name) => name.startsWith(`${server}=`))?.slice(server.length + 1) ?? 'unknown';
    return await importImage(found, tar, { server, version, packages: names });
  } finally {
    removeRunFolder(folder);
  }
}

/** Text as it may be shown: addresses without who logs in there. */
function withoutUser(source: string): string {
  return source.replaceAll(/\/\/[^/@\s]*@/g, '//');
}

/** Writes the root file system as `tar`, and gives the packages in it as `name=version`. */
async function unpack(
  server: ImageName,
  sources: readonly string[],
  { folder, tar }: { readonly folder: string; readonly tar: string },
): Promise<string[]> {
  const [sourcesFile, archives] = [join(folder, 'image.sources.list'), join(folder, 'archives')];
  writeFileSync(sourcesFile, `${sources.join('\n')}\n`);
  await run('mmdebstrap', [
    // Unpacked only: no program of a package is run, and no package manager is in the image
    '--variant=extract',
    `--include=${[...everywhere, ...packages[server]].join(',')}`,
    '--aptopt=APT::Install-Recommends "false"',
    `--extract-hook=ls "$1/var/cache/apt/archives" > "${archives}"`,
    `--extract-hook=${strip}`,
    ...['--format=tar', sources[0]?.split(' ')[2]?.split('-')[0] ?? '', tar, sourcesFile],
  ]);
  return packagesIn(readFileSync(archives, 'utf8'));
}

/**
 * What a server in a container does not need, and what a file system has that nobody set up. Names are asked of the run's own name server, and of no other:
 * what is not known there is not known at once.
 */
const strip = `cd "$1"
rm -rf var/lib/apt var/cache/* usr/share/doc usr/share/man usr/share/info usr/share/locale usr/share/lintian usr/share/i18n
rm -rf usr/share/perl* usr/lib/*/perl* usr/lib/*/libperl* usr/bin/perl* usr/lib/*/gconv usr/share/bash-completion usr/lib/systemd lib/systemd
rm -rf usr/lib/erlang/lib/*/src usr/lib/erlang/lib/*/examples usr/lib/erlang/usr/include
mkdir -p tmp run etc proc sys dev
chmod 1777 tmp
echo 'root:x:0:0::/:/bin/sh' > etc/passwd
echo 'root:x:0:' > etc/group
printf 'passwd: files\\ngroup: files\\nhosts: files\\n' > etc/nsswitch.conf
ldconfig -r "$1"
[ -e bin/sh ] || ln -s dash bin/sh`;

/** Packages by the files they came in: `prosody_0.12.3-1+deb12u1_amd64.deb`, a colon written as `%3a`. */
export function packagesIn(archives: string): string[] {
  return archives.split('\n').flatMap((file) => {
    const [, name, version] = /^([^_]+)_([^_]+)_[^_]+\.deb$/.exec(file) ?? [];
    return name === undefined || version === undefined ? [] : [`${name}=${decodeURIComponent(version)}`];
  });
}

/** @throws EnvironmentFault with the first error that it told. */
async function run(command: string, args: readonly string[]): Promise<void> {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const errors: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (line.startsWith('E: ')) errors.push(withoutUser(line.slice(3)));
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', () => {
      reject(new EnvironmentFault(`${command} is not installed: apt-get install ${command}`));
    });
    child.once('close', resolve);
  });
  if (code === 0) return;
  throw new EnvironmentFault(
    `the packages of the image cannot be had (${errors[0] ?? `exit code ${String(code)}`}): see that this machine reaches its mirror, or name another with --mirror`,
  );
}
