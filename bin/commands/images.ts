import { Argument, Command } from 'commander';
import {
  buildImage,
  findEngine,
  type ImageName,
  imageNames,
  listImages,
  type MadeImage,
} from '../../harness/targets/container/index.ts';
import { BadInput } from './bad-input.ts';

/** `cmbac images`: the images of servers that are run in containers. */
export function imagesCommand(): Command {
  const images = new Command('images')
    .summary('make the images of servers that are run in containers')
    .description(
      'Make the images that `cmbac run --target prosody-container` and `ejabberd-container` start, from Debian packages and with no registry, and list them.',
    );
  return images.addCommand(buildCommand()).addCommand(listCommand());
}

function buildCommand(): Command {
  return new Command('build')
    .summary('make the image of a server from Debian packages')
    .addArgument(new Argument('<server>', 'what the image is of').choices(imageNames))
    .option('--mirror <url>', "a mirror of Debian; left out: where this machine's own packages come from")
    .option(
      '--engine <address>',
      'unix://PATH or tcp://HOST:PORT; left out: DOCKER_HOST, or the engine of this machine',
    )
    .addHelpText('after', buildExamples)
    .action(async (server: ImageName, { mirror, engine }: { mirror?: string; engine?: string }) => {
      if (mirror !== undefined) checkMirror(mirror);
      const start = performance.now();
      const image = await buildImage(server, {
        tell: (sentence) => {
          console.error(sentence);
        },
        ...(mirror !== undefined && { mirror }),
        ...(engine !== undefined && { engine }),
      });
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      console.log(`${line(image)}, made in ${seconds} s`);
    });
}

const buildExamples = `
It needs mmdebstrap, and Docker or podman. The image has the server and what it needs, no package manager and no shell but dash.

Examples:
  $ npx cmbac images build prosody
  $ npx cmbac images build ejabberd --mirror http://mirror.lab/debian
  $ npx cmbac run --target prosody-container
`;

/** @throws BadInput where apt would read something else out of it. */
function checkMirror(mirror: string): void {
  if (/^(https?|file|copy):\/\/\S+$/.test(mirror)) return;
  throw new BadInput(`\`${mirror}\` is no mirror; write its address, as in http://deb.debian.org/debian`);
}

function listCommand(): Command {
  return new Command('list')
    .summary('the images that were made here')
    .option(
      '--engine <address>',
      'unix://PATH or tcp://HOST:PORT; left out: DOCKER_HOST, or the engine of this machine',
    )
    .option('--json', 'as one JSON array on stdout, with the packages in each')
    .action(async ({ engine, json }: { engine?: string; json?: true }) => {
      const images = await listImages(await findEngine(engine));
      if (json) console.log(JSON.stringify(images, null, 1));
      else if (images.length === 0) console.log('no images yet: npx cmbac images build prosody|ejabberd');
      else for (const image of images) console.log(line(image));
    });
}

function line({ server, version, names, id, bytes }: MadeImage): string {
  return `${names.join(', ')}: ${server} ${version}, ${Math.round(bytes / 1e6)} MB, ${id.slice(0, 19)}`;
}
