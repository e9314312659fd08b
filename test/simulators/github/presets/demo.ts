import { fixedClock, instantOf, timestamp } from '../../common/clock.ts'
import type { Edit, EditOutcome, IssuePlace } from '../edits/edit.ts'
import { COLLEAGUES } from '../../common/northwind/cast.ts'
import { applyEdit } from '../edits/apply-edit.ts'
import type { GitHubSimulatorOptions } from '../options.ts'
import { createRandom } from '../../common/random.ts'
import { repositoryNamed } from '../state/lookup.ts'
import type { World } from '../state/world.ts'
import { DEMO_MILESTONES, DEMO_WORK, TOLD_WORK, type DemoPlan, type DemoWork } from './demo-story.ts'

const DAY_MS = 86_400_000
const PEOPLE = [
  ...COLLEAGUES.flatMap(({ github }) =>
    github === undefined
      ? []
      : [{ login: github.login, name: github.name ?? null, email: github.email ?? null }],
  ),
  { login: 'release-bot', name: null, email: null, type: 'Bot' as const },
]

/** The company of the demo: Northwind Cycles builds an e-bike app and the platform under it. */
export const demoCompany = (options: {
  readonly now: string | number
  /** Whether the routine work is there, too; without it there are some sixty issues. Default true. */
  readonly routine?: boolean
}): GitHubSimulatorOptions => ({
  users: PEOPLE,
  organizations: [
    {
      login: 'northwind-cycles',
      name: 'Northwind Cycles',
      members: PEOPLE.map((person) => person.login).filter((login) => login !== 'release-bot'),
      teams: [
        { name: 'Rider app', members: ['mara-lindt', 'ines-duarte', 'yuki-tanaka'] },
        { name: 'Platform', members: ['tobias-brandt', 'kofi-mensah'] },
      ],
      issueTypes: [
        { name: 'Epic', description: 'A result that takes a release', color: 'purple' },
        { name: 'Feature', description: 'Something a rider can do', color: 'blue' },
        { name: 'Task', description: 'A piece of work', color: 'yellow' },
        { name: 'Bug', description: 'Something is wrong', color: 'red' },
      ],
      issueFields: [
        {
          name: 'Risk',
          dataType: 'single_select',
          options: [{ name: 'Low' }, { name: 'Medium' }, { name: 'High' }],
        },
      ],
    },
  ],
  repositories: [
    { fullName: 'northwind-cycles/rider-app', description: 'The app riders use' },
    { fullName: 'northwind-cycles/fleet-platform', description: 'Bikes, locks and payments' },
  ],
  tokens: { 'sim-token': 'mara-lindt' },
  seedWith: (world) =>
    tellStory(world, instantOf(options.now), options.routine === false ? TOLD_WORK : DEMO_WORK),
})

/** Lets the story happen day by day before `now`, so that history, events and timestamps are those of real work. */
const tellStory = (world: World, now: number, works: readonly DemoWork[]): void => {
  const present = world.clock
  const story = storyOf(world, now, works).toSorted((left, right) => left.day - right.day)
  const past = fixedClock(now - STORY_DAYS * DAY_MS)
  world.clock = past
  for (const [index, step] of story.entries()) {
    // Working hours, a few minutes apart; never after the present.
    const at = Math.min(now - 60_000, now + step.day * DAY_MS + (index % 97) * 180_000)
    past.advance(Math.max(0, at - past.now()))
    step.happen()
  }
  world.clock = present
}

/** Something that happens on a day; `day` is counted from now, the past is negative. */
interface Step {
  readonly day: number
  readonly happen: () => void
}

const STORY_DAYS = 62
const OWNER = 'northwind-cycles'

const storyOf = (world: World, now: number, works: readonly DemoWork[]): Step[] => {
  const places = new Map<string, IssuePlace>()
  const random = createRandom(2026)
  const edit = (change: Edit): EditOutcome => applyEdit(world, change)
  const calendarDay = (inDays: number): string => timestamp(now + inDays * DAY_MS).slice(0, 10)
  const place = (key: string): IssuePlace => {
    const found = places.get(key)
    if (found === undefined) throw new Error(`The demo's story names "${key}" before anybody opened it.`)
    return found
  }

  const steps: Step[] = DEMO_MILESTONES.map((milestone) => ({
    day: -STORY_DAYS + 1,
    happen: () =>
      edit({
        kind: 'createMilestone',
        repo: milestone.repo,
        title: milestone.title,
        description: milestone.description,
        dueOn: `${calendarDay(milestone.due)}T00:00:00Z`,
        by: 'mara-lindt',
      }),
  }))
  steps.push({ day: -STORY_DAYS + 1.5, happen: () => edit(projectEdit(calendarDay)) })

  const open = (work: DemoWork): void => {
    const milestones = [...repositoryNamed(world, work.repo).milestones.values()]
    const milestone = milestones.find((candidate) => candidate.title === work.milestone)?.number
    const made = edit({
      kind: 'createIssue',
      repo: work.repo,
      title: work.title,
      body: work.body ?? `${work.title}. Done when it runs in the test fleet and the team has seen it.`,
      author: random.pick(PEOPLE.slice(0, 5)).login,
      labels: work.labels ?? [],
      ...(milestone === undefined ? {} : { milestone }),
      ...(work.pull === true ? { pull: true } : { type: work.type ?? 'Task' }),
    })
    places.set(work.key, { repo: work.repo, number: made.number ?? 0 })
  }

  for (const work of works) {
    const { plan, closed, comment, parent, assignee, risk } = work
    const by = assignee ?? 'mara-lindt'
    const later = (day: number, happen: () => void): void => {
      steps.push({ day: Math.max(work.opened + 0.1, day), happen })
    }
    steps.push({ day: work.opened, happen: () => open(work) })
    if (assignee !== undefined)
      later(work.opened + 0.5, () =>
        edit({ kind: 'assign', ...place(work.key), login: assignee, by: 'mara-lindt' }),
      )
    // Relations follow a little later: the other end must be there.
    const other = Math.max(work.opened, openedOf(parent), ...(work.blockedBy ?? []).map(openedOf)) + 0.3
    if (parent !== undefined)
      later(other, () =>
        edit({ kind: 'addSubIssue', ...place(parent), child: place(work.key), by: 'mara-lindt' }),
      )
    for (const blocker of work.blockedBy ?? [])
      later(other, () => edit({ kind: 'addBlockedBy', ...place(work.key), blocker: place(blocker), by }))
    if (risk !== undefined)
      later(work.opened + 1, () =>
        edit({ kind: 'setFieldValue', ...place(work.key), field: 'Risk', value: risk }),
      )
    if (plan !== undefined)
      later(work.opened + 0.6, () => planWork({ edit, calendarDay }, place(work.key), plan))
    if (comment !== undefined)
      later(comment[0], () =>
        edit({ kind: 'comment', ...place(work.key), body: comment[1], by: 'kofi-mensah' }),
      )
    if (closed !== undefined)
      later(closed[0], () =>
        edit({
          kind: 'closeIssue',
          ...place(work.key),
          by,
          ...(work.pull === true ? { merge: true } : { reason: closed[1] }),
        }),
      )
  }
  steps.push({
    day: -4,
    happen: () =>
      edit({
        kind: 'addDraft',
        owner: OWNER,
        project: 1,
        title: 'Ask three riders about the map',
        by: 'ines-duarte',
      }),
  })
  return steps
}

/**
 * The address and title of an issue of the story, as other tools of the company link to it. Issues are numbered in the
 * order in which they are opened. Throws on a key that the story does not know.
 */
export const northwindIssue = (key: string): { readonly url: string; readonly title: string } => {
  const work = DEMO_WORK.find((one) => one.key === key)
  if (work === undefined) throw new Error(`The story on GitHub knows no "${key}".`)
  const ofRepo = DEMO_WORK.filter(({ repo }) => repo === work.repo).toSorted(
    (left, right) => left.opened - right.opened,
  )
  return { url: `https://github.com/${work.repo}/issues/${ofRepo.indexOf(work) + 1}`, title: work.title }
}

const openedOf = (key: string | undefined): number =>
  DEMO_WORK.find((work) => work.key === key)?.opened ?? -Infinity

const projectEdit = (calendarDay: (inDays: number) => string): Edit => ({
  kind: 'createProject',
  owner: OWNER,
  title: 'Spring release',
  by: 'mara-lindt',
  fields: [
    {
      name: 'Status',
      dataType: 'SINGLE_SELECT',
      options: [
        { name: 'Todo', color: 'GRAY' },
        { name: 'In progress', color: 'YELLOW' },
        { name: 'Done', color: 'GREEN' },
      ],
    },
    { name: 'Estimate', dataType: 'NUMBER' },
    { name: 'Start', dataType: 'DATE' },
    { name: 'Target', dataType: 'DATE' },
    { name: 'Note', dataType: 'TEXT' },
    {
      name: 'Sprint',
      dataType: 'ITERATION',
      iterations: SPRINT_STARTS.map((start, index) => ({
        title: `Sprint ${index + 1}`,
        startDate: calendarDay(start),
        duration: 14,
      })),
    },
  ],
})

/** Days from now; the fourth sprint runs. */
const SPRINT_STARTS = [-45, -31, -17, -3, 11, 25]

interface Planning {
  readonly edit: (change: Edit) => EditOutcome
  readonly calendarDay: (inDays: number) => string
}

const planWork = ({ edit, calendarDay }: Planning, issue: IssuePlace, plan: DemoPlan): void => {
  const board = { owner: OWNER, project: 1 }
  const item = edit({ kind: 'addItem', ...board, issue, by: 'mara-lindt' }).id ?? 0
  const set = (field: string, value: string | number | undefined): void => {
    if (value !== undefined) edit({ kind: 'setItemValue', ...board, item, field, value, by: 'mara-lindt' })
  }
  set('Status', plan.status)
  set('Estimate', plan.estimate)
  set('Sprint', plan.sprint === undefined ? undefined : `Sprint ${plan.sprint}`)
  set('Start', plan.start === undefined ? undefined : calendarDay(plan.start))
  set('Target', plan.target === undefined ? undefined : calendarDay(plan.target))
}
