/** The dependency rule of docs/architecture.md §2, one entry a sentence. */
const only = (name, from, allowed, comment) => ({
  name, comment, severity: 'error',
  from: { path: `^${from}/` },
  to: { path: '^(bin|reference-server|harness|reports|bench)/', pathNot: [from, ...allowed].map((p) => `^${p}/`) },
});
const rs = (layer) => `reference-server/${layer}`;

module.exports = {
  forbidden: [
    { name: 'no-circular', comment: 'A circle has no bottom to read from.', severity: 'error', from: {}, to: { circular: true } },
    { name: 'not-to-unresolvable', comment: 'An import that leads nowhere.', severity: 'error', from: {}, to: { couldNotResolve: true } },
    only('xml-stands-alone', rs('xml'), [], 'xml knows nothing of XMPP.'),
    only('labels-on-xml', rs('labels'), [rs('xml')], 'A codec looks nothing up.'),
    only('policy-on-labels', rs('policy'), [rs('labels'), rs('xml')], 'A decision knows no XMPP.'),
    only('tools-on-policy', rs('tools'), [rs('policy'), rs('labels'), rs('xml')], 'Questions to the policy engine know no XMPP and no server.'),
    only('xmpp-on-xml', rs('xmpp'), [rs('xml')], 'XMPP knows no labels.'),
    only('enforcement-decides', rs('enforcement'), [rs('policy'), rs('labels'), rs('xmpp'), rs('xml')], 'Enforcement knows no sockets and no services.'),
    only('services-ask', rs('services'), [rs('enforcement'), rs('labels'), rs('xmpp'), rs('xml')], 'A service asks enforcement; it never decides, so it has no policy.'),
    only('server-on-top', rs('server'), ['reference-server'], 'The server is the top of the reference server.'),
    only('harness-never-decides', 'harness', [rs('labels'), rs('xml')], 'The harness reads what arrived; a decision shared with the server would pass its own bug.'),
    only('reports-read-records', 'reports', ['harness/record'], 'A report reads a RunRecord and nothing else.'),
    {
      name: 'pure-values', severity: 'error', comment: 'xml, labels, policy and tools take values and give values: no Node built-in.',
      from: { path: '^reference-server/(xml|labels|policy|tools)/', pathNot: '\\.(test|contract|fixture)\\.ts$' }, to: { dependencyTypes: ['core'] },
    },
    {
      name: 'stamp-is-for-checks', severity: 'error', comment: 'Only the checks may say that a check was passed; held.ts repeats what a stored message had.',
      from: { pathNot: '^reference-server/enforcement/(entry|internal|room/admission|exit|held|peer/departure)\\.ts$' }, to: { path: '^reference-server/enforcement/stamp\\.ts$' },
    },
    {
      name: 'xmpp-js-in-actors', severity: 'error', comment: 'One folder speaks @xmpp/*.',
      from: { pathNot: '^harness/actors/' }, to: { path: 'node_modules/@xmpp/' },
    },
    {
      name: 'engines-in-container', severity: 'error', comment: 'One folder speaks to container engines.',
      from: { pathNot: '^harness/targets/container/' }, to: { path: 'node_modules/(testcontainers|dockerode)/' },
    },
    { name: 'nothing-imports-bin', severity: 'error', comment: 'bin stands above everything.', from: { pathNot: '^bin/' }, to: { path: '^bin/' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'], extensions: ['.ts', '.js', '.json'] },
  },
};
