/**
 * Who vouches for an object.
 *
 * - `platform`: the platform configuration and the files it names; trusted.
 * - `mount`: a mounted credential directory that the configuration names; trusted.
 * - `cluster`: read from a cluster that the configuration allows; trusted.
 * - `input`: the rendered manifests; written by an application team, not trusted in the sidecar.
 */
export type Origin = 'platform' | 'mount' | 'cluster' | 'input';
