import { createRandom, type Random } from '../../common/random.ts'
import { colleague } from '../../common/northwind/cast.ts'
import { applyEdit } from '../../jira/edits/apply-edit.ts'
import type { Edit, EditOutcome } from '../../jira/edits/edit.ts'
import type { World } from '../../jira/state/world.ts'
import { DAY_MS, RUNNING, SPRINT_DAYS, SPRINT_STARTS, type Step } from './northwind-days.ts'
import { crossLinks } from './northwind-links.ts'
import type { DemoEpic, DemoProject } from './northwind-work.ts'

/** One piece of work on its way through the sprints. */
interface Item {
  readonly title: string
  readonly type: 'Story' | 'Task' | 'Bug'
  readonly epic: DemoEpic
  readonly opened: number
  readonly points: number
  readonly assignee: string
  /** Where it got to: the sprint in which it was begun, and the one in which it was done, if it was. */
  readonly sprint?: number
  readonly done?: number
  readonly subtasks: number
  readonly blockedBy?: Item
  key?: string
}

const POINTS = [1, 1, 2, 2, 3, 3, 5, 8] as const
/** Of a hundred items of a sprint, so many are not done when it ends. */
const CARRIED = 0.16
/** Kinds of work that a part goes through, on average. */
const KINDS_A_PART = 9.2

/** Everything that happens in a project, in no order. */
export const projectSteps = (world: World, project: DemoProject, now: number): Step[] => {
  const random = createRandom(project.key.charCodeAt(0) * 7919)
  const edit = (change: Edit): EditOutcome => applyEdit(world, change)
  const calendarDay = (inDays: number): string => new Date(now + inDays * DAY_MS).toISOString().slice(0, 10)
  const instant = (inDays: number): string => new Date(now + inDays * DAY_MS).toISOString()
  const lead = login(project.lead)
  const items = planned(project, random)
  const epics = new Map<DemoEpic, string>()
  const sprints: string[] = []
  const begin = Math.min(...project.epics.map(({ from }) => from)) - 4

  const steps: Step[] = [
    {
      day: begin,
      happen: () => {
        const { key, name, description, components } = project
        edit({ kind: 'createProject', project: key, name, description, lead, by: lead })
        for (const component of components)
          edit({ kind: 'createComponent', project: key, name: component, by: lead })
        const board = edit({ kind: 'createBoard', project: key, name: `${name} board`, by: lead }).id ?? ''
        for (const [index, start] of SPRINT_STARTS.entries())
          sprints[index] =
            edit({
              kind: 'createSprint',
              board,
              name: `${key} Sprint ${index + 1}`,
              goal: goalOf(project, start),
              start: instant(start),
              end: instant(start + SPRINT_DAYS),
              by: lead,
            }).id ?? ''
      },
    },
    ...versionSteps({ project, edit, calendarDay, begin, by: lead }),
  ]

  for (const epic of project.epics)
    steps.push({
      day: epic.from,
      happen: () =>
        epics.set(
          epic,
          edit({
            kind: 'createIssue',
            project: project.key,
            summary: epic.title,
            type: 'Epic',
            description: `h2. Why\n\n${epic.title}, wanted with *${epic.version}*.\n\n* ${epic.parts.join('\n* ')}`,
            priority: epic.priority ?? 'Medium',
            assignee: lead,
            components: [epic.component],
            fixVersions: [epic.version],
            by: lead,
          }).key ?? '',
        ),
    })

  for (const item of items) steps.push(...itemSteps({ project, edit, random, epics, sprints }, item))
  for (const [index, start] of SPRINT_STARTS.entries()) {
    if (start <= 0)
      steps.push({
        day: start,
        happen: () => edit({ kind: 'startSprint', sprint: sprints[index] ?? '', by: lead }),
      })
    if (index < RUNNING)
      steps.push({
        day: start + SPRINT_DAYS - 0.01,
        happen: () =>
          edit({
            kind: 'closeSprint',
            sprint: sprints[index] ?? '',
            moveTo: sprints[index + 1] ?? '',
            by: lead,
          }),
      })
  }
  steps.push(...epicSteps(project, items, epics, edit))
  steps.push(
    ...crossLinks(project.key, {
      edit,
      keyOf: (title) => items.find((item) => item.title === title)?.key ?? epicKey(epics, title),
    }),
  )
  return steps
}

const epicKey = (epics: ReadonlyMap<DemoEpic, string>, title: string): string | undefined =>
  [...epics].find(([epic]) => epic.title === title)?.[1]

const login = (name: string): string => colleague(name).jira?.login ?? ''

const goalOf = ({ epics }: DemoProject, start: number): string =>
  epics.findLast(({ from }) => from <= start + SPRINT_DAYS)?.title ?? ''

/** What is to be done, epic by epic, and the sprint that each piece falls into at the team's pace. */
const planned = (project: DemoProject, random: Random): Item[] => {
  const backlog: Omit<Item, 'sprint' | 'done'>[] = []
  for (const epic of project.epics) {
    for (const part of epic.parts) {
      const kinds = project.work.filter(() => random.chance(KINDS_A_PART / project.work.length))
      for (const [index, [type, title]] of kinds.entries()) {
        const text = title.replace('%', part)
        const before = backlog.at(-1)
        backlog.push({
          title: `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`,
          type,
          epic,
          opened: epic.from + 1 + random.int(0, 12) + (type === 'Bug' ? 16 : 0),
          points: type === 'Bug' ? random.int(1, 3) : random.pick(POINTS),
          assignee: login(random.pick(project.team)),
          subtasks: type === 'Story' && random.chance(0.12) ? random.int(2, 3) : 0,
          ...(index > 0 && before?.epic === epic && random.chance(0.18) && { blockedBy: before }),
        })
      }
    }
  }
  const waiting = backlog.toSorted((one, other) => one.opened - other.opened)
  const items: Item[] = []
  const known = new Map<unknown, Item>()
  const take = (raw: (typeof waiting)[number], rest: Partial<Pick<Item, 'sprint' | 'done'>>): void => {
    const blocker = raw.blockedBy === undefined ? undefined : known.get(raw.blockedBy)
    const { blockedBy: _, ...plain } = raw
    const item: Item = { ...plain, ...rest, ...(blocker !== undefined && { blockedBy: blocker }) }
    known.set(raw, item)
    items.push(item)
  }
  for (const [index, start] of SPRINT_STARTS.entries()) {
    if (index > RUNNING + 1) break
    const ready = waiting.filter(({ opened }) => opened < Math.min(start, -1)).slice(0, project.pace)
    for (const raw of ready) {
      waiting.splice(waiting.indexOf(raw), 1)
      const late = random.chance(CARRIED) ? 1 : 0
      const done = index + late
      take(raw, {
        sprint: index,
        ...(done < RUNNING || (done === RUNNING && random.chance(0.45)) ? { done } : {}),
      })
    }
  }
  for (const raw of waiting) if (raw.opened < -1) take(raw, {})
  return items
}

interface Telling {
  readonly project: DemoProject
  readonly edit: (change: Edit) => EditOutcome
  readonly random: Random
  readonly epics: ReadonlyMap<DemoEpic, string>
  readonly sprints: readonly string[]
}

const itemSteps = ({ project, edit, random, epics, sprints }: Telling, item: Item): Step[] => {
  const { assignee: by, epic } = item
  const key = (): string => item.key ?? ''
  const steps: Step[] = [
    {
      day: item.opened,
      happen: () => {
        item.key =
          edit({
            kind: 'createIssue',
            project: project.key,
            summary: item.title,
            type: item.type,
            parent: epics.get(epic) ?? null,
            components: [epic.component],
            fixVersions: [epic.version],
            labels: item.type === 'Bug' ? ['found-by-riders'] : [],
            priority: item.type === 'Bug' && item.points > 2 ? 'High' : 'Medium',
            description: `${item.title}.\n\nDone when it runs in the test fleet and *${epic.component}* has seen it.`,
            originalEstimate: item.points * 4 * 3600,
            fields: { 'Story point estimate': item.points },
            by: login(project.lead),
          }).key ?? ''
      },
    },
  ]
  const at = (day: number, happen: () => void): void => void steps.push({ day: Math.min(day, -0.01), happen })
  if (item.blockedBy !== undefined)
    at(Math.max(item.opened, item.blockedBy.opened) + 0.5, () =>
      edit({ kind: 'link', type: 'Blocks', from: item.blockedBy?.key ?? '', to: key(), by }),
    )
  const { sprint, done } = item
  if (sprint === undefined) return steps
  const start = SPRINT_STARTS[sprint] ?? 0
  at(Math.max(item.opened + 0.2, start - 1.5), () =>
    edit({ kind: 'setSprint', issue: key(), sprint: sprints[sprint] ?? '', by: login(project.lead) }),
  )
  if (sprint > RUNNING) return steps
  at(Math.max(item.opened + 0.3, start - 0.5), () =>
    edit({ kind: 'editIssue', issue: key(), assignee: by, by }),
  )
  if (sprint === RUNNING && done === undefined && random.chance(0.4)) return steps
  const ends =
    done === undefined ? Math.min(0, start + SPRINT_DAYS) : (SPRINT_STARTS[done] ?? 0) + random.int(4, 12)
  const last = Math.min(-0.1, Math.max(ends, start + 2.4))
  const begun = Math.min(last - 1.2, start + random.int(0, 6) + 0.4)
  at(begun, () => edit({ kind: 'transition', issue: key(), to: 'In Progress', by }))
  for (let index = 0; index < item.subtasks; index++)
    at(begun + 0.1, () => {
      const subtask = edit({
        kind: 'createIssue',
        project: project.key,
        type: 'Sub-task',
        parent: key(),
        summary: `${['Draw', 'Build', 'Check'][index] ?? 'Do'}: ${item.title.toLowerCase()}`,
        assignee: by,
        by,
      }).key
      if (done !== undefined && subtask !== undefined) {
        // Told at once with its story: nobody updates sub-tasks one by one.
        edit({ kind: 'transition', issue: subtask, to: 'Done', by })
      }
    })
  if (random.chance(0.5))
    at(begun + 0.6, () => edit({ kind: 'logWork', issue: key(), seconds: item.points * 2 * 3600, by }))
  if (done === undefined) return steps
  at(last, () => {
    edit({ kind: 'logWork', issue: key(), seconds: item.points * 2 * 3600, by })
    const dropped = item.type !== 'Story' && random.chance(0.03)
    edit({ kind: 'transition', issue: key(), to: 'Done', ...(dropped && { resolution: "Won't Do" }), by })
  })
  return steps
}

interface VersionTelling {
  readonly project: DemoProject
  readonly edit: (change: Edit) => EditOutcome
  readonly calendarDay: (inDays: number) => string
  readonly begin: number
  readonly by: string
}

/** Each version with the day it was promised for, moved whenever the promise was. */
const versionSteps = ({ project, edit, calendarDay, begin, by }: VersionTelling): Step[] =>
  project.versions.flatMap(({ name, description, promises, released }) => [
    ...promises.map(([said, due], index): Step => {
      const releaseDate = calendarDay(due)
      const day = index === 0 ? begin + 0.5 : said
      return index === 0
        ? {
            day,
            happen: () =>
              edit({ kind: 'createVersion', project: project.key, name, description, releaseDate, by }),
          }
        : {
            day,
            happen: () => edit({ kind: 'editVersion', project: project.key, version: name, releaseDate, by }),
          }
    }),
    ...(released === undefined
      ? []
      : [
          {
            day: released,
            happen: () =>
              edit({ kind: 'editVersion', project: project.key, version: name, released: true, by }),
          },
        ]),
  ])

/** An epic is begun with its first piece of work, and done with its last. */
const epicSteps = (
  project: DemoProject,
  items: readonly Item[],
  epics: ReadonlyMap<DemoEpic, string>,
  edit: (change: Edit) => EditOutcome,
): Step[] =>
  project.epics.flatMap((epic) => {
    const work = items.filter((item) => item.epic === epic)
    const begun = work.filter(({ sprint }) => sprint !== undefined && sprint <= RUNNING)
    if (begun.length === 0) return []
    const by = login(project.lead)
    const first = Math.min(...begun.map(({ sprint = 0 }) => SPRINT_STARTS[sprint] ?? 0))
    const start = Math.max(first, epic.from) + 1
    const steps: Step[] = [
      {
        day: Math.min(start, -0.05),
        happen: () => edit({ kind: 'transition', issue: epics.get(epic) ?? '', to: 'In Progress', by }),
      },
    ]
    if (work.every(({ done }) => done !== undefined)) {
      const last = Math.max(...work.map(({ done = 0 }) => (SPRINT_STARTS[done] ?? 0) + SPRINT_DAYS))
      steps.push({
        day: Math.min(last, -0.02),
        happen: () => edit({ kind: 'transition', issue: epics.get(epic) ?? '', to: 'Done', by }),
      })
    }
    return steps
  })
