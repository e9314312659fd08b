import type { Need } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { packPages } from '../facts/packed-text.ts'
import type { PackedFacts } from '../facts/index.ts'
import type { RuleInForce } from './rules-in-force.ts'
import type { RuleOutcome } from './rule-outcome.ts'
import { NO_COUNTS } from './tally.ts'
import { UnitsAhead, type UnitToJudge } from './units-ahead.ts'

const about = { today: '2026-05-04', trouble: new Map<string, number>() }

function rule(id: string, needs: readonly Need[]): RuleInForce {
  const stated = { id, version: '1', title: id, grain: 'project', needs, pack: 'test' } as const
  return { rule: stated, enabled: true, severity: 'warning', params: {}, fingerprint: id }
}

const OPEN = rule('open', ['workItem'])
const LATE = rule('late', ['workItem', 'schedule'])
const STAFFED = rule('staffed', ['capacity'])

const facts: PackedFacts = { projects: [], records: packPages([{ ref: 'a' }]), facts: {}, size: 1 }

function units(...projects: readonly string[]): Iterator<UnitToJudge> {
  return projects.map((project) => ({ unit: { project }, rules: [OPEN, LATE, STAFFED] })).values()
}

function outcomeOf({ rule: { id, version }, fingerprint, severity }: RuleInForce): RuleOutcome {
  return {
    rule: id,
    version,
    fingerprint,
    severity,
    unit: {},
    counts: NO_COUNTS,
    failures: [],
    undecided: [],
  }
}

/** Units that are read one after the other, each when it is let. */
function world() {
  const packed: { readonly project: string | undefined; readonly needs: readonly Need[] }[] = []
  const judged: string[][] = []
  const gates = new Map<string, PromiseWithResolvers<PackedFacts>>()
  const gateOf = (project: string): PromiseWithResolvers<PackedFacts> => {
    const gate = gates.get(project) ?? Promise.withResolvers<PackedFacts>()
    gates.set(project, gate)
    return gate
  }
  const ahead = new UnitsAhead({
    lanes: 1,
    facts: {
      pack: (unit, needs) => {
        const project = unit === 'portfolio' ? undefined : unit.project
        packed.push({ project, needs: [...needs] })
        return gateOf(project ?? '').promise
      },
    },
    judge: {
      judge: async ({ rules }) => {
        judged.push(rules.map(({ rule: { id } }) => id))
        return rules.map(outcomeOf)
      },
    },
  })
  return { ahead, packed, judged, gateOf }
}

test('judges by the rules that need no dates, and reads all but the dates for the others', async () => {
  const { ahead, packed, judged, gateOf } = world()
  await using _ = ahead
  gateOf('shop').resolve(facts)
  ahead.start(units('shop'), about)
  const taken = await ahead.take({ project: 'shop' })
  expect(taken?.outcomes.map(({ rule: id }) => id)).toEqual(['open'])
  expect(taken?.facts).toBe(facts)
  expect(judged).toEqual([['open']])
  expect(packed).toEqual([{ project: 'shop', needs: ['workItem'] }])
  // What was taken is held no longer.
  expect(await ahead.take({ project: 'shop' })).toBeUndefined()
})

test('begins no other unit once it is told to stop, and ends what it has begun', async () => {
  const { ahead, packed, gateOf } = world()
  await using _ = ahead
  ahead.start(units('shop', 'dock'), about)
  ahead.stop()
  const taking = ahead.take({ project: 'shop' })
  gateOf('shop').resolve(facts)
  expect(await taking).toBeDefined()
  expect(await ahead.take({ project: 'dock' })).toBeUndefined()
  expect(packed.map(({ project }) => project)).toEqual(['shop'])
})

test('what cannot be read is left to its turn, and the next unit goes on', async () => {
  const { ahead, gateOf } = world()
  await using _ = ahead
  gateOf('shop').reject(new Error('the database is away'))
  gateOf('dock').resolve(facts)
  ahead.start(units('shop', 'dock'), about)
  expect(await ahead.take({ project: 'shop' })).toBeUndefined()
  await expect.poll(() => ahead.take({ project: 'dock' })).toBeDefined()
})

test('reads nothing of a unit whose rules all wait for dates', async () => {
  const { ahead, packed } = world()
  await using _ = ahead
  ahead.start([{ unit: { project: 'shop' }, rules: [LATE] }].values(), about)
  expect(await ahead.take({ project: 'shop' })).toBeUndefined()
  expect(packed).toEqual([])
})
