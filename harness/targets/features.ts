import type { Feature } from './target.ts';

/** How a server's own claim of a feature is taken. */
export type Claimable =
  /** What it does of itself. */
  | 'yes'
  /** It rests on what the harness starts in each run: of one that it does not configure, the description says where that is to be. */
  | 'described'
  /** It rests on what the harness starts, or tells the server, in each run: only one that it configures can have it. */
  | 'configured';

/** Every feature that a scenario may need. What each means stands at `Feature`. */
export const features: Readonly<Record<Feature, Claimable>> = {
  catalog: 'yes',
  offline: 'yes',
  labels: 'yes',
  'live-provisioning': 'configured',
  'several-resources': 'yes',
  'client-probes': 'yes',
  'several-domains': 'yes',
  'matched-errors': 'yes',
  multicast: 'yes',
  carbons: 'yes',
  rooms: 'yes',
  'room-history': 'yes',
  archive: 'yes',
  'room-archive': 'yes',
  'shared-nicks': 'yes',
  'room-label-fields': 'yes',
  'room-usual-label': 'yes',
  'source-address': 'yes',
  capabilities: 'yes',
  'stream-management': 'yes',
  components: 'described',
  peers: 'described',
  dialback: 'described',
  bidi: 'described',
  'name-server': 'configured',
  'trusted-proxy': 'configured',
  'certificate-clearance': 'configured',
  directory: 'configured',
  ipv6: 'configured',
  'ipv4-mapped': 'configured',
  proxied: 'configured',
  websocket: 'yes',
  bosh: 'configured',
};
