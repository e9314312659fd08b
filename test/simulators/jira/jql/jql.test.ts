import fc from 'fast-check'
import { expect, test } from 'vitest'
import { JiraCloudSimulator } from '../../jira-cloud/index.ts'
import type { IndexDocument } from '../state/model.ts'
import { documentOf } from '../state/touch.ts'
import { search } from './search.ts'

const simulator = new JiraCloudSimulator({
  seed: 3,
  projects: [
    { key: 'APP', issues: 40, historiesPerIssue: 2 },
    { key: 'TEAM', style: 'next-gen', issues: 10 },
  ],
})
simulator.edit({ kind: 'editIssue', issue: 'APP-3', labels: ['wet'], assignee: null })
const { world } = simulator
const all = [...world.issues.values()].map(documentOf)
const projectId = (key: string): string | undefined =>
  [...world.projects.values()].find((project) => project.key === key)?.id
const middle = all[20]?.updated ?? 0

/** A clause, and what it means, told without the engine. */
type Meaning = (document: IndexDocument) => boolean
const CLAUSES: readonly (readonly [jql: string, meaning: Meaning])[] = [
  ['project = APP', (document) => document.projectId === projectId('APP')],
  ['project not in (APP)', (document) => document.projectId !== projectId('APP')],
  [`updated >= ${middle}`, ({ updated }) => updated >= middle],
  [`updated < ${middle}`, ({ updated }) => updated < middle],
  ['statusCategory = Done', ({ statusId }) => world.statuses.get(statusId)?.category === 'done'],
  ['resolution is EMPTY', ({ resolutionId }) => resolutionId === null],
  ['assignee is not EMPTY', ({ assignee }) => assignee !== null],
  ['parent = APP-1', ({ parentId }) => parentId === '10000'],
  ['labels in (wet, dry)', ({ labels }) => labels.includes('wet') || labels.includes('dry')],
  ['labels != wet', ({ labels }) => labels.length > 0 && !labels.includes('wet')],
  ['summary ~ dock', ({ summary }) => summary.toLowerCase().includes('dock')],
]

interface Query {
  readonly jql: string
  readonly meaning: Meaning
}

const clause = fc.constantFrom(...CLAUSES).map(([jql, meaning]): Query => ({ jql, meaning }))
const { query } = fc.letrec<{ query: Query }>((tie) => ({
  query: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    clause,
    tie('query').map(({ jql, meaning }): Query => ({ jql: `NOT (${jql})`, meaning: (one) => !meaning(one) })),
    fc.tuple(tie('query'), tie('query')).map(([left, right]): Query => ({
      jql: `(${left.jql}) and ${right.jql.includes(' or ') ? `(${right.jql})` : right.jql}`,
      meaning: (one) => left.meaning(one) && right.meaning(one),
    })),
    fc.tuple(tie('query'), tie('query')).map(([left, right]): Query => ({
      jql: `${left.jql} or ${right.jql}`,
      meaning: (one) => left.meaning(one) || right.meaning(one),
    })),
  ),
}))

test('a query finds what its clauses mean together, and sorts all of it', () => {
  fc.assert(
    fc.property(
      query,
      fc.constantFrom('updated ASC', 'updated DESC', 'key', 'priority DESC, key'),
      (asked, order) => {
        const { rows, compare } = search({
          world,
          caller: null,
          jql: `${asked.jql} ORDER BY ${order}`,
          bounded: true,
        })
        const wanted = all.filter(asked.meaning).map(({ id }) => id)
        expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(wanted))
        expect(rows).toHaveLength(wanted.length)
        expect(rows.toSorted(compare)).toEqual(rows)
        const ties = rows.slice(1).filter((row, at) => compare(rows[at] ?? row, row) >= 0)
        expect(ties).toEqual([])
      },
    ),
    { numRuns: 150 },
  )
})
