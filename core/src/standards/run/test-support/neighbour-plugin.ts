import { cite, defineCheck, definePlugin } from '@headless-pmo/sdk'

const about = { version: '1.0.0', severity: 'warning', why: 'For tests.' } as const

/** A plugin whose rules look at what lies around an item: what they say changes with records of other projects. */
export default definePlugin({
  id: 'neighbours',
  title: 'Neighbours',
  version: '1.0.0',
  sdk: '^1.0.0',
  contributes: [
    defineCheck({
      ...about,
      id: 'neighbours.predecessors-are-done',
      title: 'What work waits for is done',
      grain: 'item',
      needs: ['workItem', 'dependency'],
      evaluate({ workItem, dependencies, resolve }) {
        const before = dependencies
          .filter(({ to }) => resolve(workItem, to, 'workItem')?.ref === workItem.ref)
          .map(({ from }) => resolve(workItem, from, 'workItem'))
        if (before.length === 0)
          return { verdict: 'not_applicable', evidence: [], message: 'It waits for nothing.' }
        if (before.includes(undefined))
          return { verdict: 'unknown', evidence: [], message: 'It waits for what is not known.' }
        const open = before.flatMap((one) =>
          one === undefined || one.statusCategory === 'done' ? [] : [one],
        )
        return {
          verdict: open.length === 0 ? 'pass' : 'fail',
          evidence: open.flatMap((one) => cite(one, 'statusCategory')),
          message: `It waits for ${open.length} open items.`,
        }
      },
    }),
    defineCheck({
      ...about,
      id: 'neighbours.children-are-near',
      title: 'Children are in the project of their parent',
      grain: 'item',
      needs: ['workItem'],
      evaluate({ workItem, children }) {
        const far = children.filter(({ project }) => project !== workItem.project)
        return {
          verdict: far.length === 0 ? 'pass' : 'fail',
          evidence: far.flatMap((one) => cite(one, 'title', 'parent')),
          message: `${far.length} of ${children.length} children are elsewhere.`,
        }
      },
    }),
    defineCheck({
      ...about,
      id: 'neighbours.people-are-people',
      title: 'Work is done by people',
      grain: 'project',
      needs: ['workItem', 'account'],
      evaluate({ project, accounts }) {
        const bots = accounts.filter(({ type }) => type !== 'human')
        return {
          verdict: bots.length === 0 ? 'pass' : 'fail',
          evidence: bots.length === 0 ? [{ project: project.id }] : bots.flatMap((one) => cite(one, 'type')),
          message: `${bots.length} of ${accounts.length} are not people.`,
          figure: { value: bots.length, unit: 'count', limit: 0, within: 'at_most' },
        }
      },
    }),
    defineCheck({
      ...about,
      id: 'neighbours.all-claimed',
      title: 'Every item has a project',
      grain: 'portfolio',
      needs: ['workItem'],
      evaluate({ workItems, projects }) {
        const known = new Set(projects.map(({ id }) => id))
        const stray = workItems.filter(({ project }) => project === undefined || !known.has(project))
        return {
          verdict: stray.length === 0 ? 'pass' : 'fail',
          evidence: stray.flatMap((one) => cite(one, 'container')),
          message: `${stray.length} of ${workItems.length} items have none.`,
        }
      },
    }),
  ],
})
