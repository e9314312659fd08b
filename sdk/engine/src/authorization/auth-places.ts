import type { Auth, AuthByAddress } from '@headless-pmo/sdk'
import { createEgress, type Egress } from '../gated-fetch/egress.ts'
import { fillTemplate } from './config-field.ts'

/** One area of addresses and what belongs to it. */
export interface PlacedAuth {
  /** The filled address. */
  readonly at: string
  readonly use: Auth
}

/**
 * The places of a declaration that this config has: those whose fields it lacks are not there.
 * @throws Error with one sentence where a filled place is no address
 */
export function placesOf({ places }: AuthByAddress, config: unknown): readonly PlacedAuth[] {
  return places.flatMap(({ at, use }) => {
    const filled = fillTemplate(at, config, 'address')
    if ('missing' in filled) return []
    if (!URL.canParse(filled.text) || new URL(filled.text).origin === 'null') {
      throw new Error(`"${at}" gives "${filled.text}", which is no address to sign in at`)
    }
    return [{ at: filled.text, use }]
  })
}

/**
 * Finds what belongs to an address: that of the longest place that it lies in. An address that servers may read in several ways lies
 * in none, so that no credential goes to where it was not meant.
 */
export class NearestPlace<T> {
  readonly #places: readonly { readonly egress: Egress; readonly depth: number; readonly value: T }[]

  constructor(places: readonly { readonly at: string; readonly value: T }[]) {
    this.#places = places
      .map(({ at, value }) => ({
        egress: createEgress([at]),
        depth: new URL(at).pathname.split('/').filter(Boolean).length,
        value,
      }))
      .toSorted((one, other) => other.depth - one.depth)
  }

  of(url: URL): T | undefined {
    return this.#places.find(({ egress }) => egress.refusal(url) === undefined)?.value
  }
}
