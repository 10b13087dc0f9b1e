/** Sockets, configuration, storage, administration, and the wiring of all the layers below into one server. */
export { FaultError, faultTable } from '../enforcement/index.ts';
export { ConfigError } from './config.ts';
export { EndpointError } from './endpoint.ts';
export { type ServeOptions, type Serving, serve } from './main.ts';
export { ProvisionError } from './provision/verbs.ts';
export type { Running } from './reference-server.ts';
