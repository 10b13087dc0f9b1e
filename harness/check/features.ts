import type { Feature } from '../targets/index.ts';
import * as messages from './probes/messages.ts';
import * as rooms from './probes/rooms.ts';
import * as servers from './probes/servers.ts';
import { invisible, type Probe } from './probes/sight.ts';
import * as streams from './probes/streams.ts';

/** How each feature that may be claimed is looked at. What the wire cannot show says so, and why. */
export const featureProbes: Readonly<Record<Feature, Probe>> = {
  labels: messages.labels,
  catalog: servers.catalog,
  offline: messages.offline,
  carbons: messages.carbons,
  'several-resources': messages.severalResources,
  'several-domains': streams.severalDomains,
  'client-probes': messages.clientProbes,
  'matched-errors': messages.matchedErrors,
  multicast: messages.multicast,
  rooms: rooms.rooms,
  'room-history': rooms.roomHistory,
  archive: messages.archive,
  'room-archive': rooms.roomArchive,
  'shared-nicks': rooms.sharedNicks,
  'room-label-fields': rooms.roomLabelFields,
  'room-usual-label': rooms.roomUsualLabel,
  capabilities: streams.capabilities,
  'stream-management': streams.streamManagement,
  'source-address': streams.sourceAddress,
  websocket: streams.webSocket,
  bosh: streams.bosh,
  ipv6: streams.ipv6,
  'ipv4-mapped': streams.ipv4Mapped,
  proxied: streams.proxied,
  components: servers.components,
  peers: servers.peers,
  bidi: servers.bidi,
  dialback: servers.dialback,
  'certificate-clearance': servers.certificateClearance,
  'live-provisioning': servers.liveProvisioning,
  'name-server': invisible('only what it decides by location shows whose names it asks for'),
  'trusted-proxy': invisible('only what it decides by location shows whom it believes'),
  directory: invisible('where its clearances come from does not show'),
};
