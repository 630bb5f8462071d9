/** One flag of a command: parsing, help and completion are made from it. */
export interface Flag {
  /** Without the dashes. */
  readonly name: string;
  /** What its value is called in the help; absent for a switch. */
  readonly takes?: string;
  /** The values it may have. */
  readonly allowed?: readonly string[];
  /** What it does, in a line. */
  readonly says: string;
}
