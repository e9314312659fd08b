import { FACT_KINDS, type PortfolioData, type PortfolioFacts, type Sourced } from '@headless-pmo/sdk'
import type { PackedFacts } from './packed-facts.ts'
import { scheduleFactOf } from './schedule-fact.ts'
import { unpackText, type PackedText } from './packed-text.ts'

function unpackPages(pages: readonly PackedText[]): readonly unknown[] {
  return pages.flatMap((page) => JSON.parse(unpackText(page)) as readonly unknown[])
}

/** What was packed, as the evaluator takes it: for a thread of the pool, since it parses everything at once. */
export function unpackFacts({ projects, records, facts, schedules, missing }: PackedFacts): PortfolioData {
  const unpacked: { [F in keyof PortfolioFacts]?: readonly PortfolioFacts[F][] } = {}
  for (const kind of FACT_KINDS) {
    const pages = facts[kind]
    // Named boundary: pages of a fact hold values of its kind.
    if (pages !== undefined) Object.assign(unpacked, { [kind]: unpackPages(pages) })
  }
  return {
    projects,
    // Named boundary: both ends are code of this folder, and pages of records hold records.
    records: unpackPages(records) as readonly Sourced[],
    facts: { ...unpacked, ...(schedules !== undefined && { schedule: schedules.map(scheduleFactOf) }) },
    ...(missing !== undefined && { missing }),
  }
}
