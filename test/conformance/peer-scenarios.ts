/* oxlint-disable vitest/no-standalone-expect, vitest/no-disabled-tests, vitest/valid-describe-callback, vitest/expect-expect, vitest/no-conditional-tests -- tests are made here for each peer, not written */
import { afterAll, describe, expect, test } from 'vitest'
import { describeWithFixtures } from '../support/fixtures.ts'
import { ABILITIES, type Ability, type Peer, type PeerKind } from './peer.ts'

export interface Scenario {
  readonly name: string
  readonly needs: readonly Ability[]
  readonly run: (peer: Peer) => Promise<void>
}

/**
 * Runs scenarios against one kind of peer. Those that need what it lacks are skipped, counted and printed with
 * the reason; and where a lack can be shown, a test of its own fails once it is gone.
 */
export function describePeer(kind: PeerKind, scenarios: readonly Scenario[]): void {
  describeWithFixtures(`github-peers: ${kind.name}`, kind.fixtures, () => {
    const skipped: string[] = []
    for (const { name, needs, run } of scenarios) {
      const reasons = needs.flatMap((ability) => kind.lacks[ability]?.reason ?? [])
      if (reasons.length > 0) {
        skipped.push(`${name}: ${[...new Set(reasons)].join('; ')}`)
        test.skip(name, () => undefined)
        continue
      }
      test(name, async () => {
        await using peer = await kind.start()
        await run(peer)
      })
    }
    const lacks = Object.entries(kind.lacks)
    describe('what it lacks', () => {
      for (const [ability, { reason, holds }] of lacks) {
        if (holds === undefined) continue
        test(`${ability}: ${reason}`, async () => {
          await using peer = await kind.start()
          expect(await holds(peer), `${kind.name} has it now: take it off the list of what it lacks`).toBe(
            true,
          )
        })
      }
      test('is needed by a test', () => {
        const needed = new Set<string>(scenarios.flatMap(({ needs }) => needs))
        expect(lacks.filter(([ability]) => !needed.has(ability))).toEqual([])
        expect(Object.keys(ABILITIES).filter((ability) => !needed.has(ability))).toEqual([])
      })
    })
    afterAll(() => {
      const ran = scenarios.length - skipped.length
      const lines = skipped.map((line) => `\n  skipped: ${line}`).join('')
      console.info(`github-peers: ${kind.name} ran ${ran} of ${scenarios.length} tests${lines}`)
    })
  })
}
