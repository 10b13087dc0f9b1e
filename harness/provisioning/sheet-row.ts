/** One thing that a person types in, or takes back. */
export interface SheetRow {
  /** The deployment before which it is done. */
  readonly deployment: number;
  /** `account`, `room`, `server`, `domain`, `policy`, `catalog`, `location`, `peer`, `component`. */
  readonly what: string;
  /** Its name at this server: `cmbac-u-r-2@alpha.lab`; of what there is only one, the domain under test. */
  readonly name: string;
  /** `clearance`, `access label`. */
  readonly setting: string;
  /** The verb of docs/provisioning.md that it carries out, without its argument: `U`, `Dom.clr`. */
  readonly verb: string;
  /** In plain language, with the names of the policy. */
  readonly inWords: string;
  /** As the server wants it written; empty: nothing is written, what was there is taken away. */
  readonly value: string;
}

/** What a verb is called on a sheet: what it is about, and which of its settings. */
export const settingOf: Readonly<Record<string, readonly [what: string, setting: string]>> = {
  U: ['account', 'clearance'],
  'Pres.lbl': ['account', 'label of the presence'],
  Announce: ['account', 'may announce to everybody'],
  Dir: ['account', 'clearance in the directory'],
  'U*': ['server', 'clearance of users without one of their own'],
  'Srv.clr': ['server', 'clearance'],
  'Srv.lbl': ['server', 'access label'],
  'Dom.clr': ['domain', 'clearance'],
  'Dom.lbl': ['domain', 'access label'],
  'Rm.clr': ['room', 'clearance'],
  'Rm.lbl': ['room', 'access label'],
  'Rm.dfl': ['room', 'usual label, for clients to show'],
  'Rm.exact': ['room', 'the one label that it takes'],
  Pol: ['policy', 'security policy'],
  'Pol.label': ['policy', 'label of messages without one'],
  'Pol.clr': ['policy', 'clearance of users with no other'],
  Cat: ['catalog', 'catalog'],
  'Cat.restrict': ['catalog', 'other labels than those on offer are refused'],
  Loc: ['location', 'clearance'],
  'Loc*': ['location', 'clearance of all other places'],
  ...elsewhere('Peer', 'peer', ''),
  ...elsewhere('Peer*', 'peer', ' of all other servers'),
  ...elsewhere('Cmp', 'component', ''),
  'Cmp.clr': ['component', 'clearance'],
};

/** What may be said of another server, of all of which nothing is said, and of a component. */
function elsewhere(verb: string, what: string, whom: string): typeof settingOf {
  return {
    [`${verb}.in`]: [what, `clearance inwards${whom}`],
    [`${verb}.out`]: [what, `clearance outwards${whom}`],
    [`${verb}.dfl`]: [what, `label of what comes without one${whom}`],
    [`${verb}.map`]: [what, `format and policy of labels${whom}`],
  };
}
