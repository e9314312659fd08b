import { cite, defineCheck, definePlugin, z } from '@headless-pmo/sdk'

const about = { version: '1.0.0', severity: 'warning', why: 'For tests.' } as const
const hoard: unknown[] = []

/** A plugin of checks that behave badly, each in a way of its own, and of some that are fair. */
export default definePlugin({
  id: 'hostile',
  title: 'Hostile',
  version: '1.0.0',
  sdk: '^1.0.0',
  contributes: [
    defineCheck({
      ...about,
      id: 'fair.not-too-long',
      title: 'Titles are short',
      grain: 'item',
      needs: ['workItem'],
      params: z.object({ most: z.int().default(10).describe('Letters of a title at most') }),
      evaluate: ({ workItem, params, today }) => ({
        verdict: workItem.title.length > params.most ? 'fail' : 'pass',
        evidence: cite(workItem, 'title'),
        message: `On ${today} the title has ${workItem.title.length} letters, and ${params.most} are allowed.`,
      }),
    }),
    defineCheck({
      ...about,
      id: 'hostile.throws',
      title: 'It throws',
      grain: 'item',
      needs: ['workItem'],
      evaluate() {
        throw new Error('no such luck')
      },
    }),
    defineCheck({
      ...about,
      id: 'hostile.loops',
      title: 'It never ends',
      grain: 'item',
      needs: ['workItem'],
      evaluate() {
        for (;;) if (hoard.length < 0) return []
      },
    }),
    defineCheck({
      ...about,
      id: 'hostile.eats',
      title: 'It eats memory',
      grain: 'project',
      needs: ['workItem'],
      evaluate() {
        for (;;) hoard.push(Array.from({ length: 10_000 }, (_, index) => ({ index })))
      },
    }),
    defineCheck({
      ...about,
      id: 'hostile.fills',
      title: 'It fills typed arrays, which V8 keeps outside of the heap',
      grain: 'project',
      needs: ['workItem'],
      evaluate() {
        // No more than that, so that a server which does not notice harms nobody.
        for (;;) if (hoard.length < 256) hoard.push(new Uint8Array(1024 * 1024).fill(1))
      },
    }),
    defineCheck({
      ...about,
      id: 'hostile.leaves',
      title: 'It ends its thread',
      grain: 'project',
      needs: ['workItem'],
      evaluate() {
        process.exit(3)
      },
    }),
    defineCheck({
      ...about,
      id: 'fair.wants-a-schedule',
      title: 'It asks for what is not there',
      grain: 'project',
      needs: ['schedule'],
      evaluate: () => ({ verdict: 'pass', evidence: [], message: 'It was there.' }),
    }),
    defineCheck({
      ...about,
      id: 'fair.few-items',
      title: 'A project has few items',
      grain: 'project',
      needs: ['workItem'],
      params: z.object({ most: z.int().default(3).describe('Items at most') }),
      evaluate: ({ project, workItems, params }) => ({
        verdict: workItems.length > params.most ? 'fail' : 'pass',
        evidence: [{ project: project.id }],
        message: `It has ${workItems.length} items, and ${params.most} are allowed.`,
        figure: { value: workItems.length, unit: 'count', limit: params.most, within: 'at_most' },
      }),
    }),
    defineCheck({
      ...about,
      id: 'fair.parents-are-open',
      title: 'The parent of open work is open',
      grain: 'item',
      needs: ['workItem'],
      evaluate: ({ workItem, parent }) => {
        if (parent === undefined || workItem.statusCategory === 'done')
          return { verdict: 'not_applicable', evidence: [], message: 'It is done, or has no parent.' }
        const isOpen = parent.statusCategory !== 'done'
        return {
          verdict: isOpen ? 'pass' : 'fail',
          evidence: cite(parent, 'statusCategory'),
          message: isOpen ? 'Its parent is open.' : 'Its parent is done.',
        }
      },
    }),
    defineCheck({
      ...about,
      id: 'fair.enough-projects',
      title: 'There are some projects',
      grain: 'portfolio',
      needs: ['workItem'],
      evaluate: ({ projects }) => ({
        verdict: projects.length < 2 ? 'unknown' : 'pass',
        evidence: projects.map(({ id }) => ({ project: id })),
        message: `There are ${projects.length} projects.`,
      }),
    }),
  ],
})
