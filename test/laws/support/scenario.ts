import type { StreamResult } from '@headless-pmo/engine'
import type { Gone } from '@headless-pmo/sdk'
import fc from 'fast-check'
import {
  workItem,
  type Scripted,
  type ScriptedItem,
  type ScriptedOptions,
  type ScriptedPart,
} from './scripted.ts'

/** One run of a random history: few refs, so that everything meets. */
export interface Turn {
  readonly parts: readonly ScriptedPart[]
  readonly kind: 'delta' | 'snapshot'
  readonly mapVersion: number
  readonly full: boolean
}

const ref = fc.constantFrom('a', 'b', 'c', 'd', 'é', '👩‍🚀', '\uF900')
const item = fc.tuple(ref, fc.integer({ min: 1, max: 4 })).map(([name, version]) => `${name}@${version}`)
const gone: fc.Arbitrary<Gone> = fc.oneof(
  fc.record({ ref, reason: fc.constantFrom('deleted' as const, 'no_access' as const) }),
  fc.record({ ref, reason: fc.constant('moved' as const), movedTo: ref }).filter((g) => g.ref !== g.movedTo),
)
const page = fc.record({
  items: fc.array(item, { maxLength: 5 }),
  gone: fc.array(gone, { maxLength: 3 }),
  along: fc.array(item, { maxLength: 2 }),
})
const part = (key: string) =>
  fc.record({
    key: fc.constant(key),
    pages: fc.array(page, { maxLength: 3 }),
    breaksOff: fc.boolean(),
  })
const turn: fc.Arbitrary<Turn> = fc.record({
  parts: fc.oneof(
    fc.tuple(part('p')),
    fc.tuple(part('p'), part('q')),
    fc.tuple(part('q'), part('p')),
    fc.tuple(part('q')),
  ),
  kind: fc.constantFrom('delta', 'snapshot'),
  mapVersion: fc.integer({ min: 1, max: 4 }),
  full: fc.boolean(),
})

/** A history of a connection, run by run. */
export const scenario = fc.array(turn, { minLength: 1, maxLength: 6 })

/** Plays turns; what an item gives depends on its version and the mapping's, and names of records are shared. */
export async function play(
  sync: Scripted['sync'],
  turns: readonly Turn[],
  more: Pick<ScriptedOptions, 'wrap' | 'disguise'> & {
    /** Whether what an item gives depends on its part, too. */
    readonly byPart?: boolean
  } = {},
): Promise<StreamResult[][]> {
  const { byPart = false, ...options } = more
  const results: StreamResult[][] = []
  for (const { parts, kind, mapVersion, full } of turns) {
    const map = ({ ref: name, version }: ScriptedItem, part: () => string) => {
      if (version + mapVersion === 5) throw new Error(`no mapping for version ${version}`)
      const shared = (version + mapVersion) % 3
      return [
        ...(shared === 2 && version > 2
          ? []
          : [workItem(name, byPart ? `v${version} in ${part()}` : `v${version}`)]),
        ...(shared === 1 ? [workItem('shared', `of ${name}`)] : []),
        ...(shared === 0 ? [workItem(`${name} two`)] : []),
      ]
    }
    results.push([...(await sync(parts, { ...options, kind, mapVersion, full, map }))])
  }
  return results
}
