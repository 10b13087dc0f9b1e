/** Servers in containers: which engine, which images, and what is left behind (nothing). The only folder that speaks to container engines. */
export { buildImage } from './build-image.ts';
export { containerDriver } from './described.ts';
export { findEngine } from './engine.ts';
export { type ImageName, imageNames, listImages, type MadeImage } from './images.ts';
export { inContainer } from './in-container.ts';
export { containersOf } from './sweep.ts';
