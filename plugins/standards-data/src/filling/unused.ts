import { defineCheck, z, type CheckEvaluation, type SourceFact } from '@headless-pmo/sdk'
import { HOUSE, QUALITY } from '../standards.ts'
import { judge, known, nothing, unread } from '../verdict/judge.ts'

/** Items that should have a value and none of which has one, from which on it is no chance. */
export const UNUSED_FROM = 10

/** Whether nobody fills a field in a project: that says more of the tracker, or of its mapping, than of the project. */
export function isUnused({ known: filled, needed }: SourceFact['fields'][number]): boolean {
  return filled === 0 && needed >= UNUSED_FROM
}

/** Fields that are filled nowhere are told once a source, not once a project. */
export const fieldsUsed = defineCheck({
  id: 'data.fields-used',
  version: '1.0.0',
  title: 'Every field that figures rest on is used where there is work',
  clause: 'ISO/IEC 25012, completeness',
  formula: `projects that have ${UNUSED_FROM} or more items of a source which should have a value in a field, and none that has one <= 0`,
  sources: [QUALITY, HOUSE],
  severity: 'warning',
  why: 'A field that is always empty is not mapped, or a habit that a tracker does not have: each figure that rests on it is missing, and no project alone can mend it.',
  params: z.object({
    without: z
      .array(z.string())
      .default([])
      .describe(
        'Fields that this house does without: "assignees", "due", "estimate", "finished" or "started"; figures that rest on them stay unknown',
      ),
  }),
  grain: 'portfolio',
  needs: ['source'],
  evaluate({ source, projects, params }) {
    if (source.length === 0) return [nothing('There are no connections.')]
    const titles = new Map(projects.map(({ id, title }) => [id, title]))
    return source
      .toSorted((a, b) => (a.connection < b.connection ? -1 : 1))
      .flatMap((fact): readonly CheckEvaluation[] => {
        const { connection } = fact
        if (fact.lastRead === undefined) return [unread(fact)]
        const byField = [...Map.groupBy(fact.fields, ({ field }) => field)]
        if (byField.length === 0)
          return [nothing(`"${connection}" has no items whose fields could be counted.`, connection)]
        return byField.map(([field, rows]) => {
          const key = `${connection}/${field}`
          if (params.without.includes(field)) return nothing(`The house does without "${field}".`, key)
          const needing = rows.filter(({ needed }) => needed > 0)
          if (needing.length === 0)
            return nothing(`No item of "${connection}" should have a value in "${field}".`, key)
          const unused = needing.filter(isUnused)
          const items = unused.reduce((sum, { needed }) => sum + needed, 0)
          const names = unused.map(({ project }) => titles.get(project) ?? project).toSorted()
          return judge({
            figure: {
              value: unused.length,
              unit: 'count',
              part: unused.length,
              whole: needing.length,
              limit: 0,
              within: 'at_most',
            },
            found: `${unused.length} of ${needing.length} projects with work in "${connection}" have no value at all in "${field}"${names.length === 0 ? '' : `, for ${items} items: ${namesText(names)}`}`,
            evidence: [known(fact, 'fields')],
            advice: `Map the field of the tracker that holds "${field}", have teams fill it, or say with \`without\` that the house does without it.`,
            key,
          })
        })
      })
  },
})

const MOST_NAMED = 5

function namesText(names: readonly string[]): string {
  const more = names.length - MOST_NAMED
  return more > 0 ? `${names.slice(0, MOST_NAMED).join(', ')} and ${more} more` : names.join(', ')
}
