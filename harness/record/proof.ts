/** What came of running the suite once for each fault of the reference server: written to `proof.json`. */
export interface ProofRecord {
  readonly schema: 'cmbac/proof@1';
  readonly faults: readonly FaultProof[];
  /** Scenarios that expect a refusal and that no fault turned red: nobody has seen them fail. Left out where only some faults were tried. */
  readonly neverRed?: readonly string[];
}

/** One fault, and the scenarios that noticed it. */
export interface FaultProof {
  readonly fault: string;
  /** What the server then does. */
  readonly broken: string;
  /** Scenarios that were not passed. */
  readonly red: readonly string[];
  /** Scenarios whose `kills` names the fault and that stayed green. */
  readonly missed: readonly string[];
  /** Scenarios that turned red and whose `kills` does not name the fault. */
  readonly unsaid: readonly string[];
}
