import type { PortfolioData, Sourced } from '@headless-pmo/sdk'
import fc from 'fast-check'
import { portfolios } from '../../portfolio/portfolio-arbitrary.ts'
import { isLawBroken, LawBroken } from '../law-broken.ts'
import type { Rounds } from '../law.ts'
import type { CheckTrial } from './check-trial.ts'

const MOST_SHOWN = 12

/** Fields that say where a record is from rather than what it is like. */
const PLUMBING = new Set(['kind', 'ref', 'connection', 'project', 'key', 'nativeType', 'archived'])

function lineOf(record: Sourced): string {
  const fields = Object.entries(record)
    .filter(([name]) => !PLUMBING.has(name))
    .map(([name, value]) => `${name} ${JSON.stringify(value)}`)
  return `${record.kind} ${record.ref}: ${fields.join(', ')}`
}

/** A portfolio in a few lines: what checks most look at first. */
export function describePortfolio({ projects, records }: PortfolioData): readonly string[] {
  const telling = records.filter(
    ({ kind }) => !['status', 'fieldDefinition', 'calendar', 'container'].includes(kind),
  )
  const shown = telling.slice(0, MOST_SHOWN).map((record) => `- ${lineOf(record)}`)
  const rest = telling.length - shown.length
  return [
    `In a portfolio of ${projects.length} ${projects.length === 1 ? 'project' : 'projects'} with`,
    ...(shown.length === 0 ? ['- nothing in it'] : shown),
    ...(rest > 0 ? [`- and ${rest} more`] : []),
  ]
}

/**
 * Tries something on the author's examples and on random portfolios, each drawn together with a second one that
 * has nothing to do with it. The smallest portfolio on which it is broken stands in the transcript.
 * @throws LawBroken as `holds` does, with the portfolio added
 */
export function forPortfolios(
  { check, examples }: CheckTrial,
  { seed, count }: Rounds,
  holds: (data: PortfolioData, stranger: PortfolioData) => void,
): void {
  const attempt = (data: PortfolioData, stranger: PortfolioData): void => {
    try {
      holds(data, stranger)
    } catch (error) {
      if (!isLawBroken(error)) throw error
      const { message, transcript = [] } = error.finding
      throw new LawBroken({
        message: `The check "${check.id}" ${message}`,
        transcript: [...transcript, ...describePortfolio(data)],
      })
    }
  }
  const nothing: PortfolioData = { projects: [], records: [] }
  for (const example of Object.values(examples)) attempt(example, nothing)
  const needs = new Set(check.needs)
  const drawn = fc.property(portfolios('a', needs), portfolios('stranger', needs), attempt)
  const outcome = fc.check(drawn, { seed, numRuns: count })
  if (outcome.failed) throw outcome.errorInstance
}
