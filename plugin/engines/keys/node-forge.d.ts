// Of node-forge only RC2 is used, which OpenSSL 3 has no more; its parts have no types of their own.
declare module 'node-forge/lib/rc2.js' {
  import type { rc2 } from 'node-forge';

  const exported: typeof rc2;
  export default exported;
}

declare module 'node-forge/lib/util.js' {
  import type { util } from 'node-forge';

  const exported: typeof util;
  export default exported;
}
