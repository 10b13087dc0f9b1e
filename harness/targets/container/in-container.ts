import type { Starter } from '../starter.ts';
import { type ImageName, usualImage } from './images.ts';
import { startContainer } from './start-container.ts';

/** Servers from an image, with the network of this machine and their folder under the same path. */
export function inContainer(server: ImageName, image = usualImage(server)): Starter {
  return { kind: 'container', start: (process) => startContainer(image, process) };
}
