/** What a clock in a place shows at an instant. */
export interface Zone {
  /** Seconds east of Greenwich. */
  readonly offset: number;
  /** `CET`, `-03`; empty for a zone that is only an offset. */
  readonly abbreviation: string;
}

/** A place's rules for local time (`*time.Location`). */
export interface Location {
  /** As its `String` gives it. */
  readonly name: string;
  /** As `GoString` writes it: `time.UTC`, `time.Local`, `time.Location("…")`. */
  readonly goName: string;
  /** @param seconds - Since 1970. */
  zoneAt(seconds: number): Zone;
}

const universal: Zone = { offset: 0, abbreviation: 'UTC' };

/** Universal time. */
export const utc: Location = { name: 'UTC', goName: 'time.UTC', zoneAt: () => universal };

/** Local time. The operator runs under UTC, and so do we wherever we run, so that a render does not depend on the machine. */
export const local: Location = { name: 'UTC', goName: 'time.Local', zoneAt: () => universal };

/** A place that always keeps the same offset (`time.FixedZone`). */
export function fixedZone(name: string, offset: number): Location {
  const zone: Zone = { offset, abbreviation: name };
  return { name, goName: `time.Location(${JSON.stringify(name)})`, zoneAt: () => zone };
}
