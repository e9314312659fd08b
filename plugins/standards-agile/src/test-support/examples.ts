import type { PortfolioData } from '@headless-pmo/sdk'
import { ago, teamData, TODAY, type ItemLine, type TeamLines } from './team-data.ts'

/** Two teams of a rule: one in which it fails, one in which it passes, with its defaults. */
type Pair = readonly [fires: TeamLines, silent: TeamLines]

const oneItem = (bad: ItemLine, good: ItemLine): Pair => [{ items: { a: bad } }, { items: { a: good } }]
const cycle = { samples: 20, p50: 4, p85: 9, p95: 20 }
const sprint = (lines: NonNullable<TeamLines['sprints']>[string]): TeamLines => ({
  items: { a: {}, b: {} },
  sprints: { s: { committed: ['a', 'b'], ...lines } },
})
const crowd = (many: number, fields: ItemLine = {}): TeamLines => ({
  items: Object.fromEntries(Array.from({ length: many }, (_, at) => [`i${at}`, fields])),
  people: { ida: {} },
})

const finished = { statusCategory: 'done', finished: ago(3) } as const
const pull = { type: 'pull_request', key: 'acme/dock#2', ...finished } as const

const PAIRS: Readonly<Record<string, Pair>> = {
  'agile.aging': [
    { items: { a: { flow: { ageDays: 9.5 } } }, flow: { cycle } },
    { items: { a: { flow: { ageDays: 9 } } }, flow: { cycle } },
  ],
  'agile.stale': oneItem({ updated: ago(15) }, { updated: ago(14) }),
  'agile.blocked': oneItem(
    { blocked: true, flow: { blockedSince: `${ago(6)}T10:00:00Z` } },
    { blocked: true, flow: { blockedSince: `${ago(5)}T10:00:00Z` } },
  ),
  'agile.reopened': oneItem({ flow: { reopened: 1 } }, { statusCategory: 'done' }),
  'agile.owner': oneItem({}, { assignees: ['ida'] }),
  'agile.estimate': oneItem({}, { points: 3 }),
  'agile.acceptance': oneItem({}, { description: 'Done when it floats.' }),
  'agile.overdue': oneItem({ due: ago(1) }, { due: TODAY }),
  'agile.wip-per-person': [crowd(4, { assignees: ['ida'] }), crowd(3, { assignees: ['ida'] })],
  'agile.wip-per-column': [crowd(11), crowd(10)],
  'agile.orphan': [
    { items: { a: {}, b: { parent: 'e' } } },
    { items: { b: { parent: 'e' }, e: { type: 'epic' } } },
  ],
  'agile.epic-objective': oneItem({ type: 'epic' }, { type: 'epic', parent: 'goal' }),
  'agile.old-epic': oneItem({ type: 'epic', created: ago(184) }, { type: 'epic', created: ago(183) }),
  'agile.parent-left-open': [
    { items: { a: {}, b: { parent: 'a', statusCategory: 'done', finished: ago(3) } } },
    { items: { a: {}, b: { parent: 'a', statusCategory: 'done', finished: ago(2) } } },
  ],
  'agile.open-below-closed': [
    { items: { a: { statusCategory: 'done' }, b: { parent: 'a' } } },
    { items: { a: {}, b: { parent: 'a' } } },
  ],
  'agile.spill-over': [sprint({ spilled: ['a'] }), sprint({})],
  'agile.scope-change': [sprint({ added: ['c'] }), sprint({})],
  'agile.estimate-in-sprint': [
    { items: { a: {} }, sprints: { s: { state: 'active', committed: ['a'] } } },
    { items: { a: { points: 1 } }, sprints: { s: { state: 'active', committed: ['a'] } } },
  ],
  'agile.milestone-past-due': [
    { items: { a: { milestone: 'm' } }, milestones: { m: { due: ago(1) } } },
    { items: { a: { milestone: 'm' } }, milestones: { m: { due: TODAY } } },
  ],
  'agile.pull-request': oneItem({ type: 'pull_request' }, { type: 'pull_request', title: 'Dock, for #12' }),
  'agile.closed-without-pull-request': [
    { items: { a: { key: 'acme/dock#1', ...finished }, p: { ...pull, description: 'Tidies up.' } } },
    { items: { a: { key: 'acme/dock#1', ...finished }, p: { ...pull, description: 'Closes #1.' } } },
  ],
  'agile.bug-share': oneItem({ type: 'bug' }, { type: 'task' }),
}

/** For the conformance kit: what each rule is tried on beside random portfolios. */
export const examples: Readonly<
  Record<string, { readonly today: string; readonly fires: PortfolioData; readonly silent: PortfolioData }>
> = Object.fromEntries(
  Object.entries(PAIRS).map(([rule, [fires, silent]]) => [
    rule,
    { today: TODAY, fires: teamData(fires), silent: teamData(silent) },
  ]),
)
