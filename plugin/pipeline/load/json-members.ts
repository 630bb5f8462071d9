/** The members of a JSON object by their texts: key to raw value. Gives none for what is no JSON object. */
export function jsonMembers(text: string): ReadonlyMap<string, string> {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'latin1').toString('utf8'));
    const members = Object.entries(Object(value) as object);
    return new Map(
      members.map(([key, member]) => [key, Buffer.from(JSON.stringify(member)).toString('latin1')] as const),
    );
  } catch {
    return new Map();
  }
}
