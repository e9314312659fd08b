import type { MapConfig } from '../../map/entry.ts'

/** The part of the config that decides about links to other projects. */
export interface ServerMapConfig extends MapConfig {
  readonly server?: { readonly projects?: readonly string[] | undefined } | undefined
}
