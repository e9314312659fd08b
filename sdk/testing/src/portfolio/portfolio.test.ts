import {
  capacityFact,
  flowFact,
  governanceFact,
  indicatorFact,
  portfolioRecord,
  scheduleFact,
  sourceFact,
  whatIfFact,
} from '@headless-pmo/sdk'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { growingPortfolios } from './large-portfolio.ts'
import { portfolios } from './portfolio-arbitrary.ts'

test('every generated record and fact is valid, and every key names one record', () => {
  fc.assert(
    fc.property(portfolios('a'), ({ records, facts, projects }) => {
      const keys = new Set<string>()
      for (const { connection, project, ...record } of records) {
        portfolioRecord.parse(record)
        expect(project === undefined || projects.some(({ id }) => id === project)).toBe(true)
        keys.add(`${connection} ${record.kind} ${record.ref}`)
      }
      expect(keys.size).toBe(records.length)
      facts?.schedule?.forEach((fact) => scheduleFact.parse(fact))
      facts?.capacity?.forEach((fact) => capacityFact.parse(fact))
      facts?.indicator?.forEach((fact) => indicatorFact.parse(fact))
      facts?.whatIf?.forEach((fact) => whatIfFact.parse(fact))
      facts?.flow?.forEach((fact) => flowFact.parse(fact))
      facts?.source?.forEach((fact) => sourceFact.parse(fact))
      facts?.governance?.forEach((fact) => governanceFact.parse(fact))
    }),
    { numRuns: 200 },
  )
})

test('portfolios of two names have nothing in common', () => {
  fc.assert(
    fc.property(portfolios('a'), portfolios('b'), (a, b) => {
      const names = new Set(a.records.flatMap(({ connection, ref }) => [connection, ref]))
      expect(b.records.some(({ connection, ref }) => names.has(connection) || names.has(ref))).toBe(false)
    }),
    { numRuns: 50 },
  )
})

test('growing portfolios grow in proportion', () => {
  const [one, four] = growingPortfolios(7, [1, 4])
  const items = (data: typeof one): number =>
    data?.records.filter(({ kind }) => kind === 'workItem').length ?? 0
  expect(items(one)).toBeGreaterThan(5)
  expect(items(four)).toBe(4 * items(one))
  const risks = (data: typeof one): number => data?.facts?.governance?.[0]?.risks.length ?? 0
  expect(risks(four)).toBe(4 * risks(one))
})
