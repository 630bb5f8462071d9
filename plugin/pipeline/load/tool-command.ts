/** A program with its arguments, as they are handed to the system: no shell reads them. */
export interface ToolCommand {
  readonly program: string;
  readonly arguments: readonly string[];
  /** What it reads; nothing when absent. */
  readonly stdin?: Buffer;
}
