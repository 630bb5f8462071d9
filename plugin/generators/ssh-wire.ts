/** Writes the parts of an SSH message: RFC 4251, section 5. */
export const sshWire = {
  uint32(number: number): Buffer {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(number);
    return bytes;
  },

  string(content: Uint8Array | string): Buffer {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    return Buffer.concat([sshWire.uint32(bytes.length), bytes]);
  },

  /** A number that is not negative, from its bytes, most significant first. */
  mpint(bytes: Uint8Array): Buffer {
    const first = bytes.findIndex((byte) => byte !== 0);
    const digits = first < 0 ? new Uint8Array() : bytes.subarray(first);
    const isHigh = ((digits[0] ?? 0) & 0x80) !== 0;
    return sshWire.string(isHigh ? Buffer.concat([Buffer.alloc(1), digits]) : digits);
  },
};
