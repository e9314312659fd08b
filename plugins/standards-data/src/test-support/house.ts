import { evaluateCheck } from '@headless-pmo/testing'
import type { AnyCheck, PortfolioData, SourceFact } from '@headless-pmo/sdk'

export const TODAY = '2027-03-01'

/** A connection that nothing is wrong with, but for what is given. */
export function sourceOf(given: Partial<SourceFact> = {}): SourceFact {
  return {
    connection: 'jira',
    plugin: 'tracker',
    projects: ['web'],
    lastRead: '2027-03-01T06:00:00Z',
    lastFlawless: '2027-03-01T06:00:00Z',
    staleAfterMinutes: 1440,
    stale: false,
    streams: [{ stream: 'issues', outcome: 'ok' }],
    awaitingApproval: 0,
    refused: 0,
    warnings: 0,
    items: 100,
    unassigned: 0,
    overlaps: [],
    unmappedStatuses: [],
    fields: [{ field: 'estimate', project: 'web', known: 7, needed: 10 }],
    people: { accounts: 10, known: 9, doubtful: 0 },
    contradictions: [],
    ...given,
  }
}

/** A house with one project. */
export function houseOf(...source: readonly SourceFact[]): PortfolioData {
  return { projects: [{ id: 'web', title: 'Web' }], records: [], facts: { source } }
}

/** What a check says, a line each: verdict, key, message, figure, what it rests on, what to do. */
export function said(
  check: AnyCheck,
  data: PortfolioData,
  params: Readonly<Record<string, unknown>> = {},
): readonly string[] {
  const { results } = evaluateCheck(check, data, { today: TODAY, params })
  return results.map(({ verdict, key, message, figure, evidence, action }) => {
    const cited = evidence.map((one) => ('id' in one ? `${one.id ?? ''}.${one.field ?? ''}` : '?'))
    return [
      `${verdict} ${key.slice(check.id.length + 1)}`,
      message,
      ...(figure === undefined
        ? []
        : [
            `${figure.value} ${figure.unit} ${figure.within ?? ''} ${figure.limit ?? ''}${figure.whole === undefined ? '' : ` (${figure.part ?? figure.value}/${figure.whole})`}`,
          ]),
      `[${cited.join(', ')}]`,
      ...(action === undefined ? [] : [action.text]),
    ].join(' | ')
  })
}
