import { indicator, type Indicator } from '../portfolio/index.ts'

/** Whether the sources are known up to date: green where all are, else unknown; old data are no bad news of the project. Pure. */
export function freshnessPart(base: Pick<Indicator, 'subject' | 'asOf'>): Indicator {
  const { asOf } = base
  const fresh = asOf.filter(({ stale }) => !stale).length
  return indicator({
    ...base,
    id: 'freshness',
    title: 'Freshness',
    formula: 'Number of sources that were read without a flaw within the time agreed.',
    ...(asOf.length > 0 && { value: { type: 'count', count: fresh } }),
    coverage: { known: fresh, needed: asOf.length, of: 'sources that are up to date' },
    evidence: asOf.map(({ connection, asOf: at }) => ({
      of: { kind: 'definition', field: `connections.${connection}` },
      title:
        at === undefined ? `${connection}: never read without a flaw` : `${connection}: known until ${at}`,
    })),
    yardstick: 'Every source was read within the time that was agreed (staleAfter).',
    judged: { light: 'green', because: 'All sources are up to date.' },
    ...(asOf.length === 0 && { unknown: 'The project has no source.' }),
    complete: asOf.length === 0 ? 'Name a source of the project.' : [],
  })
}
