import type { GraphSimulatorOptions } from '../options.ts'
import { addBucket, addGroup, addPerson, addPlan, addTask } from '../state/build.ts'
import type { World } from '../state/world.ts'

/** Most tasks that one plan holds in real life; more are spread over several. */
const PER_PLAN = 2000

const PEOPLE = 20
const DAY = 86_400_000

/** A tenant with so many tasks, made at once. */
export const syntheticTenant = (tasks: number): Pick<GraphSimulatorOptions, 'seedWith'> => ({
  seedWith: (world: World) => {
    const { random } = world
    const people = Array.from({ length: PEOPLE }, (_each, at) =>
      addPerson(world, { displayName: `Person ${at + 1}` }),
    )
    const ids = people.map(({ id }) => id)
    const group = addGroup(world, { displayName: 'Delivery', members: ids })
    const author = ids[0] ?? ''
    const start = world.clock.now()
    for (let made = 0, plan = 1; made < tasks; plan++) {
      const { id } = addPlan(world, {
        title: `Plan ${plan}`,
        group: group.id,
        by: author,
        categories: { category1: 'Risk', category2: 'Customer' },
      })
      const buckets = ['To do', 'Doing', 'Done'].map((name) => addBucket(world, { plan: id, name }))
      for (let at = 0; at < PER_PLAN && made < tasks; at++, made++) {
        const percentComplete = random.pick([0, 0, 50, 100])
        const bucket = buckets[percentComplete / 50]
        const due = new Date(start + random.int(1, 200) * DAY).toISOString().slice(0, 10)
        addTask(world, {
          plan: id,
          title: `Task ${made + 1}`,
          by: author,
          percentComplete,
          priority: random.pick([1, 3, 5, 9]),
          due: `${due}T10:00:00Z`,
          assignees: [random.pick(ids)],
          categories: random.chance(0.3) ? ['category1'] : [],
          description: random.chance(0.5) ? `What task ${made + 1} is about.` : '',
          checklist: random.chance(0.2)
            ? [{ title: 'First step', done: true }, { title: 'Second step' }]
            : [],
          ...(bucket === undefined ? {} : { bucket: bucket.id }),
        })
      }
    }
  },
})
