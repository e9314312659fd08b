import type { CheckReport, CheckResult } from '@headless-pmo/engine'
import type { GovernanceFact, PortfolioData } from '@headless-pmo/sdk'
import { LawBroken } from '../law-broken.ts'
import type { Law } from '../law.ts'
import { judge, lineOf, trialsOf } from './check-trial.ts'
import { forPortfolios } from './for-portfolios.ts'

/** Two other orders: backwards, and cut in the middle like a pack of cards. */
const ORDERS: Readonly<Record<string, <T>(list: readonly T[]) => readonly T[]>> = {
  'the other way round': (list) => list.toReversed(),
  'in another order': (list) => [
    ...list.filter((_, index) => index % 2 === 1),
    ...list.filter((_, index) => index % 2 === 0),
  ],
}

/** Its registers in another order; what is told oldest first stays so. */
function shuffled(fact: GovernanceFact, order: <T>(list: readonly T[]) => readonly T[]): GovernanceFact {
  return {
    ...fact,
    roles: order(fact.roles),
    artefacts: order(fact.artefacts),
    ...(fact.expected && { expected: order(fact.expected) }),
    decisions: order(fact.decisions),
    risks: order(fact.risks),
    issues: order(fact.issues),
    budget: order(fact.budget),
    tolerances: order(fact.tolerances),
    reviews: order(fact.reviews),
  }
}

function reordered(data: PortfolioData, order: <T>(list: readonly T[]) => readonly T[]): PortfolioData {
  const { schedule = [], capacity = [], indicator = [], whatIf = [], ...rest } = data.facts ?? {}
  return {
    ...data,
    projects: order(data.projects),
    records: order(data.records),
    ...(data.facts !== undefined && {
      facts: {
        ...data.facts,
        ...(data.facts.schedule && {
          schedule: order(schedule).map((one) => ({
            ...one,
            items: order(one.items),
            ...(one.links && { links: order(one.links) }),
          })),
        }),
        ...(data.facts.capacity && { capacity: order(capacity) }),
        ...(data.facts.indicator && { indicator: order(indicator) }),
        ...(data.facts.whatIf && { whatIf: order(whatIf) }),
        ...(rest.flow && { flow: order(rest.flow).map((one) => ({ ...one, items: order(one.items) })) }),
        ...(rest.source && { source: order(rest.source) }),
        ...(rest.governance && { governance: order(rest.governance).map((one) => shuffled(one, order)) }),
      },
    }),
  }
}

/** Evidence is a set: its order means nothing. */
function textOf({ evidence, action, ...said }: CheckResult): string {
  return JSON.stringify([said, evidence.map((one) => JSON.stringify(one)).toSorted(), action])
}

function difference(
  one: CheckReport,
  other: CheckReport,
): readonly [CheckResult | undefined, CheckResult | undefined] | undefined {
  const length = Math.max(one.results.length, other.results.length)
  for (let at = 0; at < length; at++) {
    const [before, after] = [one.results[at], other.results[at]]
    if (before === undefined || after === undefined || textOf(before) !== textOf(after))
      return [before, after]
  }
  return undefined
}

/** See the law's own title. */
export const c2: Law = {
  id: 'C2',
  title: 'The order of records means nothing: however they are sorted, the results are the same',
  why: 'A database gives rows in no order of its own; a finding that depends on it appears and vanishes by itself.',
  file: 'src/laws/check/c2-order.ts',
  kinds: ['check'],
  applies: () => true,
  check: async (subject, rounds) => {
    for (const trial of trialsOf(subject)) {
      forPortfolios(trial, rounds, (data) => {
        const straight = judge(trial, data)
        for (const [name, order] of Object.entries(ORDERS)) {
          const found = difference(straight, judge(trial, reordered(data, order)))
          if (found === undefined) continue
          const [before, after] = found
          throw new LawBroken({
            message: `says something else when the same records come ${name}.`,
            transcript: [
              `As they are: ${before === undefined ? 'nothing' : lineOf(before)}`,
              `Otherwise: ${after === undefined ? 'nothing' : lineOf(after)}`,
            ],
          })
        }
      })
    }
  },
}
