import type { Bytes } from '../../go/byte-string.ts';
import { GoObject, type Value } from '../value.ts';

/** A `sprig.certificate`: a certificate and its key, both as PEM. */
export class CertificateValue extends GoObject {
  readonly typeName = 'sprig.certificate';
  readonly kind = 'struct';
  readonly cert: Bytes;
  readonly key: Bytes;

  constructor(cert: Bytes, key: Bytes) {
    super();
    this.cert = cert;
    this.key = key;
  }

  override print(): Bytes {
    return `{${this.cert} ${this.key}}` as Bytes;
  }

  override field(name: string): Value {
    return this.structure().get(name);
  }

  override structure(): ReadonlyMap<string, Value> {
    return new Map([
      ['Cert', this.cert],
      ['Key', this.key],
    ]);
  }

  override equals(other: GoObject): boolean {
    return other instanceof CertificateValue && other.cert === this.cert && other.key === this.key;
  }
}
