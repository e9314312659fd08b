import { defineCheck, z, type SourceFact } from '@headless-pmo/sdk'
import { HOUSE, QUALITY } from '../standards.ts'
import { judgeShare, known, nothing } from '../verdict/judge.ts'
import { isUnused, UNUSED_FROM } from './unused.ts'

const least = (share: number, what: string) =>
  z.number().min(0).max(1).default(share).describe(`Share of ${what}`)

/** The fields that the figures of a project rest on are filled. */
export const fields = defineCheck({
  id: 'data.fields-filled',
  version: '1.1.0',
  title: 'The fields that figures rest on are filled',
  clause: 'ISO/IEC 25012, completeness',
  formula: `items with a value / items that should have one >= share of the field; a field that none of ${UNUSED_FROM} or more has a value in is told once for its source, by data.fields-used`,
  sources: [QUALITY, HOUSE],
  severity: 'warning',
  why: 'A forecast from half of the estimates, or a workload from half of the owners, is a guess about the other half.',
  params: z.object({
    assignees: least(0.9, 'items in progress that have an owner'),
    started: least(0.8, 'begun and done items that say when work began'),
    finished: least(0.95, 'done items that say when they were done'),
    estimate: least(0.7, 'open items with an estimate, points or a duration'),
    due: least(0.5, 'open items with a day or a milestone'),
    others: least(0.5, 'items with a value, of any other field'),
  }),
  grain: 'project',
  needs: ['source'],
  evaluate({ project, source, params }) {
    const limits: Readonly<Record<string, number>> = params
    const told = [...fieldsOf(source, project.id)]
    if (told.length === 0) return nothing(`${project.title} has no items whose fields could be counted.`)
    return told.map(([field, all]) => {
      const rows = all.filter((row) => !isUnused(row))
      if (rows.length === 0) {
        const where = all.map(({ fact }) => `"${fact.connection}"`).join(' and ')
        return nothing(`No item of ${project.title} in ${where} has a value in "${field}" at all.`, field)
      }
      return judgeShare({
        part: rows.reduce((sum, row) => sum + row.known, 0),
        whole: rows.reduce((sum, row) => sum + row.needed, 0),
        limit: limits[field] ?? params.others,
        within: 'at_least',
        found: (share) =>
          `${share} items of ${project.title} that should have a value in "${field}" have one`,
        none: `No item of ${project.title} should have a value in "${field}".`,
        evidence: rows.map(({ fact }) => known(fact, 'fields', project.id)),
        advice: `Fill "${field}" where it is missing, or map the field of the tracker that holds it.`,
        key: field,
      })
    })
  },
})

type Row = SourceFact['fields'][number] & { readonly fact: SourceFact }

/** The rows of a project by field, over all of its sources. */
function fieldsOf(source: readonly SourceFact[], project: string): ReadonlyMap<string, readonly Row[]> {
  const rows = source
    .toSorted((a, b) => (a.connection < b.connection ? -1 : 1))
    .flatMap((fact) => fact.fields.filter((row) => row.project === project).map((row) => ({ ...row, fact })))
  return Map.groupBy(rows, ({ field }) => field)
}
