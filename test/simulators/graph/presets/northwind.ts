import { fixedClock, instantOf } from '../../common/clock.ts'
import { COLLEAGUES } from '../../common/northwind/cast.ts'
import { createRandom, type Random } from '../../common/random.ts'
import { northwindIssue } from '../../github/presets/demo.ts'
import type { GraphSimulatorOptions } from '../options.ts'
import { addBucket, addGroup, addPerson, addPlan, addTask, type NewTask } from '../state/build.ts'
import type { World } from '../state/world.ts'
import { LAUNCH, NEIGHBOURS, type DemoBucket, type DemoPlan } from './northwind-work.ts'

const DAY_MS = 86_400_000
const STORY_DAYS = 90
/** Of a hundred tasks whose day has come, so many are late. */
const LATE = 0.14

/** Object id of the group that the demo's connection reads. */
export const NORTHWIND_GROUP = '5e1f0c52-8a3d-4b0e-9c41-2d7f6a90b318'

/** The Planner of the demo's company: the launch, and the neighbours of the docks. */
export const northwindTenant = (options: { readonly now: string | number }): GraphSimulatorOptions => ({
  seedWith: (world) => tell(world, instantOf(options.now)),
})

const tell = (world: World, now: number): void => {
  const present = world.clock
  world.clock = fixedClock(now - STORY_DAYS * DAY_MS)
  const people = new Map(
    COLLEAGUES.flatMap(({ name, entra }) =>
      entra === undefined
        ? []
        : [[name, addPerson(world, { displayName: name, principal: entra.principal }).id] as const],
    ),
  )
  const group = addGroup(world, {
    id: NORTHWIND_GROUP,
    displayName: 'Northwind Launch',
    description: 'Everybody who brings the docks and the passes to the city',
    members: [...people.values()],
  })
  for (const plan of [LAUNCH, NEIGHBOURS]) tellPlan({ world, now, people, group: group.id }, plan)
  world.clock = present
}

interface Telling {
  readonly world: World
  readonly now: number
  /** Id by name. */
  readonly people: ReadonlyMap<string, string>
  readonly group: string
}

const tellPlan = ({ world, now, people, group }: Telling, plan: DemoPlan): void => {
  const random = createRandom(plan.title.length * 31)
  const team = plan.team.flatMap((name) => people.get(name) ?? [])
  const by = team[0] ?? ''
  const { title, categories } = plan
  const { id } = addPlan(world, { title, group, by, categories })
  for (const bucket of plan.buckets) {
    const { id: place } = addBucket(world, { plan: id, name: bucket.name })
    for (const [index, task] of bucket.tasks.entries())
      addTask(world, {
        plan: id,
        bucket: place,
        title: task,
        by,
        ...timesOf({ bucket, index, now, random }),
        assignees: team.filter((_, at) => at === index % team.length || random.chance(0.12)),
        categories: Object.keys(categories).filter(() => random.chance(0.14)),
        description: `${task}. Ask ${plan.team[index % plan.team.length] ?? ''} before you begin.`,
        references: referencesOf(task),
      })
  }
}

interface Placing {
  readonly bucket: DemoBucket
  readonly index: number
  readonly now: number
  readonly random: Random
}

/** When a task begins, is due, and how far it is on the day of the story's present. */
const timesOf = ({ bucket, index, now, random }: Placing): Partial<NewTask> => {
  const { from, to, tasks, steps = [] } = bucket
  const begin = Math.round(from + ((to - from) * index) / (tasks.length + 1))
  const due = begin + random.int(3, 14)
  const late = random.chance(LATE)
  const percentComplete = due < 0 && !late ? 100 : begin < 0 ? 50 : 0
  const at = (day: number): string => `${new Date(now + day * DAY_MS).toISOString().slice(0, 10)}T10:00:00Z`
  const ticked = percentComplete === 100 ? steps.length : percentComplete === 50 ? 1 : 0
  return {
    start: at(begin),
    due: at(due),
    percentComplete,
    priority: late ? 1 : random.pick([3, 5, 5, 5, 9]),
    checklist: steps.map((title, step) => ({ title, done: step < ticked })),
  }
}

/** What a task waits for in another tool. */
const REFERENCES: Readonly<Record<string, string>> = {
  'A banner in the app': 'a-pay-pass',
  'The e-mail to former riders': 'f-pay-pass',
  'Opening of the dock at North Square': 'f-rollout',
}

const referencesOf = (task: string): NonNullable<NewTask['references']> => {
  const key = REFERENCES[task]
  if (key === undefined) return []
  const { url, title } = northwindIssue(key)
  return [{ url, alias: title }]
}
