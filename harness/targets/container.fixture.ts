import { findEngine, type ImageName, listImages } from './container/index.ts';
import { EnvironmentFault } from './target.ts';

/** Why no server can be started in a container here; `undefined`: the images are there. */
const missing = await whyNoImages(['prosody', 'ejabberd']);

/** Live tests need a container engine and the images: `describe` where they are; otherwise skipped, with a title that says what is missing. */
export function describeWithImages(title: string, body: (this: Mocha.Suite) => void): void {
  if (missing === undefined) describe(title, body);
  else describe.skip(`${title} (skipped: ${missing})`, body);
}

async function whyNoImages(wanted: readonly ImageName[]): Promise<string | undefined> {
  try {
    const servers = (await listImages(await findEngine())).map(({ server }) => server);
    const lacks = wanted.find((one) => !servers.includes(one));
    return lacks === undefined ? undefined : `no image of ${lacks}: npx cmbac images build ${lacks}`;
  } catch (error) {
    if (error instanceof EnvironmentFault) return error.message;
    throw error;
  }
}
