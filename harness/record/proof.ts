/** What came of running the suite once for each fault of the reference server: written to `proof.json`. */
export interface ProofRecord {
  readonly schema: 'cmbac/proof@1';
  readonly faults: readonly FaultProof[];
  /** Scenarios that the sound server does not pass in such a run either: what they say of a fault counts for nothing. */
  readonly unsound: readonly string[];
  /** Scenarios that expect a refusal and that no fault turned red: nobody has seen them fail. Left out where only some faults were tried. */
  readonly neverRed?: readonly string[];
}

/** One fault, and the scenarios that noticed it. */
export interface FaultProof {
  readonly fault: string;
  /** What the server then does. */
  readonly broken: string;
  /** Scenarios that the sound server passes and this one does not. */
  readonly red: readonly string[];
  /** Scenarios whose `kills` names the fault and that stayed green. */
  readonly missed: readonly string[];
  /** Scenarios that turned red and whose `kills` does not name the fault. */
  readonly unsaid: readonly string[];
}
