import type { Edit } from '@headless-pmo/simulators/github'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { standingClock, useStandingClock } from './peer-clock.ts'
import { differences, isObject, type Difference } from './peer-difference.ts'
import { EditTeller, someDraws } from './peer-edits.ts'
import { startEmulatePeer } from './peer-emulate.ts'
import { KNOWN_DIFFERENCES, PARTINGS } from './peer-known-differences.ts'
import { ask, readsAfter } from './peer-reads.ts'
import { startSimulatorPeer } from './peer-simulator.ts'
import type { Peer } from './peer.ts'

useStandingClock()

const runs = process.env['PMO_TEST_DEEP'] === '1' ? 150 : 12

const repo = 'acme/app'

/** A sequence for what chance seldom brings about. */
const SELDOM: readonly Edit[] = [
  { kind: 'createMilestone', repo, title: 'Later', dueOn: '2026-05-01T08:00:00Z' },
  { kind: 'createMilestone', repo, title: 'Sooner', dueOn: '2026-04-01T08:00:00Z' },
  { kind: 'createIssue', repo, title: 'In the first', milestone: 1 },
  { kind: 'createIssue', repo, title: 'In the second', milestone: 2 },
  { kind: 'deleteMilestone', repo, milestone: 1 },
]

/** Tells both sides the same edits, a second apart, and compares what they answer after each. */
async function compareTelling(edits: readonly Edit[]): Promise<readonly Difference[]> {
  await using ours = await startSimulatorPeer()
  await using theirs = await startEmulatePeer()
  const found: Difference[] = []
  let issues = 0
  for (const edit of edits) {
    await tell([ours, theirs], edit)
    if (edit.kind === 'createIssue') issues++
    const now = `${new Date(standingClock.now()).toISOString().slice(0, 19)}Z`
    for (const read of readsAfter(now, Math.max(1, issues))) {
      const answers = [await ask(ours, read), await ask(theirs, read)] as const
      found.push(...differences({ after: edit.kind, read, now }, ...answers))
    }
  }
  return found
}

async function tell(peers: readonly Peer[], edit: Edit): Promise<void> {
  standingClock.advance(1000)
  for (const peer of peers) await peer.write(edit)
}

/** How often each entry of the table showed. */
const shown = new Map(KNOWN_DIFFERENCES.map(({ id }) => [id, 0]))

/** The differences that no entry of the table covers. */
function unknown(found: readonly Difference[]): readonly Difference[] {
  return found.filter((difference) => {
    const known = KNOWN_DIFFERENCES.filter(({ covers }) => covers(difference))
    for (const { id } of known) shown.set(id, (shown.get(id) ?? 0) + 1)
    return known.length === 0
  })
}

describe('github-peers: the simulator and emulate, told the same', () => {
  test('answer the same but for known differences, each of which still shows', async () => {
    expect(unknown(await compareTelling(SELDOM))).toEqual([])
    await fc.assert(
      fc.asyncProperty(someDraws, async (draws) => {
        const teller = new EditTeller()
        const edits = draws.map((draw) => teller.tell(draw))
        expect({ edits, unknown: unknown(await compareTelling(edits)) }).toEqual({ edits, unknown: [] })
      }),
      { seed: 20_260_105, numRuns: runs },
    )
    const settled = [...shown].filter(([, count]) => count === 0)
    expect(settled, 'these show no more: take them off the table').toEqual([])
  })

  test.each(PARTINGS)('go apart over: $id', async ({ edits, read, property, ours, theirs }) => {
    await using one = await startSimulatorPeer()
    await using other = await startEmulatePeer()
    for (const edit of edits) await tell([one, other], edit)
    const valueOf = async (peer: Peer): Promise<unknown> => {
      const { body } = await ask(peer, { path: read })
      const valueIn = (row: unknown): unknown => (isObject(row) ? row[property] : row)
      return Array.isArray(body) ? body.map(valueIn) : valueIn(body)
    }
    expect([await valueOf(one), await valueOf(other)]).toEqual([ours, theirs])
  })

  afterAll(() => {
    const lines = [
      ...KNOWN_DIFFERENCES.map((known) => `${known.id} (${shown.get(known.id)}): ${verdict(known)}`),
      ...PARTINGS.map((known) => `${known.id}: ${verdict(known)}`),
    ]
    console.info(`github-peers: known differences from emulate\n  ${lines.join('\n  ')}`)
  })
})

const verdict = ({ reason, believe }: { readonly reason: string; readonly believe: string }): string =>
  `${reason}. Believed: ${believe}.`
