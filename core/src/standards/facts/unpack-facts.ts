import { FACT_KINDS, type PortfolioData, type PortfolioFacts, type Sourced } from '@headless-pmo/sdk'
import type { PackedFacts } from './packed-facts.ts'
import { unpackText, type PackedText } from './packed-text.ts'

/** @typeParam T what was packed: both ends are code of this folder */
function unpackPages<T>(pages: readonly PackedText[]): readonly T[] {
  return pages.flatMap((page) => JSON.parse(unpackText(page)) as readonly T[])
}

/** What was packed, as the evaluator takes it: for a thread of the pool, since it parses everything at once. */
export function unpackFacts({ projects, records, facts, missing }: PackedFacts): PortfolioData {
  const unpacked: { [F in keyof PortfolioFacts]?: readonly PortfolioFacts[F][] } = {}
  for (const kind of FACT_KINDS) {
    const pages = facts[kind]
    // Named boundary: pages of a fact hold values of its kind.
    if (pages !== undefined) Object.assign(unpacked, { [kind]: unpackPages(pages) })
  }
  return {
    projects,
    records: unpackPages<Sourced>(records),
    facts: unpacked,
    ...(missing !== undefined && { missing }),
  }
}
