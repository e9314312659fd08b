import { cite, defineCheck, type AnyCheck, type CheckEvaluation } from '@headless-pmo/sdk'
import type { Mutant, Sound } from '../mutant.ts'
import { checksPlugin, daysBetween, links, overdue } from './owned-work.ts'

/** The checks without a fault. */
export const soundChecks: Sound = { plugin: checksPlugin(overdue, links), options: {} }

const about = { id: 'test.mutant', version: '1.0.0', title: 'T', severity: 'info', why: 'W' } as const

function mutant(law: string, fault: string, check: AnyCheck): Mutant {
  return { law, fault, plugin: checksPlugin(check), options: {} }
}

function said(verdict: CheckEvaluation['verdict'], more: Partial<CheckEvaluation> = {}): CheckEvaluation {
  return { verdict, evidence: [], message: 'So it is.', ...more }
}

let asked = 0

/** Words of a tracker where those of the model belong. */
const NATIVE_WORDS: readonly string[] = ['in-progress', 'to-do']

/** Wrong checks. */
export const checkMutants: readonly Mutant[] = [
  mutant(
    'C1',
    'judges by how often it has been asked',
    defineCheck({
      ...about,
      grain: 'item',
      needs: ['workItem'],
      evaluate: ({ workItem }) =>
        said(asked++ % 7 === 0 ? 'fail' : 'pass', { evidence: cite(workItem, 'status') }),
    }),
  ),
  mutant(
    'C1',
    'writes into a list that others see, too',
    defineCheck({
      ...about,
      grain: 'item',
      needs: ['workItem'],
      evaluate: ({ workItem }) => {
        workItem.labels?.push('seen')
        return said(workItem.labels?.[0] === 'ops' ? 'fail' : 'pass', { evidence: cite(workItem, 'labels') })
      },
    }),
  ),
  mutant(
    'C1',
    'draws lots',
    defineCheck({
      ...about,
      grain: 'item',
      needs: ['workItem'],
      evaluate: ({ workItem }) =>
        said(Math.random() < 0 ? 'fail' : 'pass', { evidence: cite(workItem, 'status') }),
    }),
  ),
  mutant(
    'C2',
    'takes the first child for the most important one',
    defineCheck({
      ...about,
      grain: 'item',
      needs: ['workItem'],
      evaluate: ({ workItem, children: [first] }) =>
        first === undefined
          ? said('not_applicable')
          : said(first.statusCategory === workItem.statusCategory ? 'pass' : 'fail', {
              evidence: cite(workItem, 'statusCategory'),
            }),
    }),
  ),
  mutant(
    'C3',
    'numbers its findings',
    defineCheck({
      ...about,
      grain: 'project',
      needs: ['dependency'],
      evaluate: ({ dependencies }) =>
        dependencies
          .toSorted((a, b) => (a.ref < b.ref ? -1 : 1))
          .map((link, index) =>
            said(link.type === 'FS' ? 'pass' : 'fail', { key: String(index), evidence: cite(link, 'type') }),
          ),
    }),
  ),
  mutant(
    'C3',
    'takes the title for a key',
    defineCheck({
      ...about,
      grain: 'item',
      needs: ['workItem'],
      evaluate: ({ workItem }) =>
        said(workItem.blocked === true ? 'fail' : 'pass', {
          key: workItem.title,
          evidence: cite(workItem, 'blocked'),
        }),
    }),
  ),
  mutant(
    'C3',
    'names every finding of a project the same',
    defineCheck({
      ...about,
      grain: 'project',
      needs: ['milestone'],
      evaluate: ({ milestones }) =>
        milestones.map((one) =>
          said(one.due === undefined ? 'fail' : 'pass', { key: 'milestone', evidence: cite(one, 'due') }),
        ),
    }),
  ),
  mutant(
    'C4',
    'points at the items a dependency names, whether they are there or not',
    defineCheck({
      ...about,
      grain: 'project',
      needs: ['dependency', 'workItem'],
      evaluate: ({ dependencies }) =>
        dependencies.map((link) =>
          said(link.type === 'FS' ? 'pass' : 'fail', {
            key: link.ref,
            evidence: [
              {
                record: {
                  connection: link.connection,
                  kind: 'workItem',
                  ref: typeof link.to === 'string' ? link.to : link.to.key,
                },
              },
            ],
          }),
        ),
    }),
  ),
  mutant(
    'C4',
    'fails without saying what it has seen',
    defineCheck({
      ...about,
      grain: 'item',
      needs: ['workItem'],
      evaluate: ({ workItem }) => said(workItem.due === undefined ? 'fail' : 'pass'),
    }),
  ),
  mutant(
    'C4',
    'calls good what its own figure and limit call bad',
    defineCheck({
      ...about,
      grain: 'project',
      needs: ['workItem'],
      evaluate: ({ project, workItems }) =>
        said(workItems.length > 1 ? 'pass' : 'fail', {
          evidence: [{ project: project.id }],
          figure: { value: workItems.length, unit: 'count', limit: 1, within: 'at_most' },
        }),
    }),
  ),
  mutant('C5', 'compares with the largest item of any project that it has seen', tallest()),
  mutant(
    'C6',
    'offers to move the due date by a day, which may not be enough',
    defineCheck({
      ...about,
      grain: 'item',
      needs: ['workItem'],
      evaluate: ({ workItem, today }) => {
        const { due, connection, kind, ref } = workItem
        if (due === undefined) return said('not_applicable')
        const evidence = cite(workItem, 'due')
        if (due >= today) return said('pass', { evidence })
        const next = new Date(Date.parse(due) + 86_400_000).toISOString().slice(0, 10)
        const patch = [{ record: { connection, kind, ref }, set: { due: next } }]
        return said('fail', { evidence, action: { text: 'Move it.', patch } })
      },
    }),
  ),
  mutant(
    'C7',
    'compares a word that no item has, so that it never fires',
    defineCheck({
      ...about,
      grain: 'item',
      needs: ['workItem'],
      evaluate: ({ workItem }) =>
        said(NATIVE_WORDS.includes(workItem.statusCategory) ? 'fail' : 'pass', {
          evidence: cite(workItem, 'statusCategory'),
        }),
    }),
  ),
  mutant(
    'C7',
    'fails whatever it sees',
    defineCheck({
      ...about,
      grain: 'item',
      needs: ['workItem'],
      evaluate: ({ workItem }) => said('fail', { evidence: cite(workItem, 'due') }),
    }),
  ),
  mutant(
    'C8',
    'asks the clock what day it is',
    defineCheck({
      ...about,
      grain: 'item',
      needs: ['workItem'],
      evaluate: ({ workItem }) => {
        const now = new Date().toISOString().slice(0, 10)
        return said((workItem.due ?? now) < now ? 'fail' : 'pass', { evidence: cite(workItem, 'due') })
      },
    }),
  ),
  mutant(
    'C8',
    'counts days in the time zone of the machine',
    defineCheck({
      ...about,
      grain: 'item',
      needs: ['workItem'],
      evaluate: ({ workItem, today }) => {
        const { due, updated } = workItem
        if (due === undefined || updated === undefined) return said('not_applicable')
        const evidence = cite(workItem, 'due', 'updated')
        const weekday = new Date(updated).getDay()
        return said(weekday === 0 || daysBetween(due, today) > 3 ? 'fail' : 'pass', { evidence })
      },
    }),
  ),
  mutant(
    'C9',
    'searches all links for each item of a project',
    defineCheck({
      ...about,
      grain: 'project',
      needs: ['workItem', 'dependency'],
      evaluate: ({ workItems, dependencies }) =>
        workItems.map((item) =>
          said(dependencies.some(({ to }) => to === item.ref) ? 'pass' : 'fail', {
            key: `${item.connection}/${item.ref}`,
            evidence: cite(item),
          }),
        ),
    }),
  ),
]

/** Keeps the largest estimate of each portfolio, told apart by `today` alone. */
function tallest(): AnyCheck {
  const largest = { estimate: 0, of: new WeakSet<object>() }
  return defineCheck({
    ...about,
    grain: 'project',
    needs: ['workItem'],
    evaluate: ({ project, workItems }) => {
      if (largest.of.has(project)) largest.estimate = 0
      largest.of.add(project)
      const own = Math.max(0, ...workItems.map(({ estimate = 0 }) => estimate))
      largest.estimate = Math.max(largest.estimate, own)
      const evidence = [{ project: project.id }]
      return said(own < largest.estimate ? 'fail' : 'pass', { evidence })
    },
  })
}
