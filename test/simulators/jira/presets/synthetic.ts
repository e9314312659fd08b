import { createRandom } from '../../common/random.ts'
import { change } from '../edits/changes.ts'
import { fieldOfKind, findField } from '../state/lookup.ts'
import { addIssue } from '../state/issues.ts'
import type { JiraHistory, JiraProject } from '../state/model.ts'
import { addUser } from '../state/site.ts'
import { reindex } from '../state/touch.ts'
import type { World } from '../state/world.ts'

const WORDS = ['dock', 'crane', 'berth', 'ledger', 'valve', 'harbour', 'quay', 'freight', 'manifest', 'pilot']
const VERBS = ['Repair', 'Plan', 'Review', 'Build', 'Replace', 'Measure']
const PEOPLE = 20
const STEP_MS = 60_000
/** Every so many issues make one epic, whose children the others are. */
const EPIC_EVERY = 50
const BLOCKER_EVERY = 10

/** Many issues at once, by the world's seed: for benches, and wherever only the number matters. */
export const seedIssues = (
  world: World,
  project: JiraProject,
  options: { readonly count: number; readonly histories: number },
): void => {
  const random = createRandom(world.seed ^ Number(project.id))
  const people = Array.from({ length: PEOPLE }, (_, at) => addUser(world, { login: `person${at}` }).name)
  const points =
    fieldOfKind(world, 'com.pyxis.greenhopper.jira:jsw-story-points') ?? findField(world, 'Story Points')
  const types = project.issueTypeIds.flatMap((id) => world.issueTypes.get(id) ?? [])
  const [epicType] = types.filter(({ hierarchyLevel }) => hierarchyLevel === 1)
  const plain = types.filter(({ hierarchyLevel }) => hierarchyLevel === 0)
  const statuses = project.statusIds.flatMap((id) => world.statuses.get(id) ?? [])
  const priorities = [...world.priorities.values()]
  const blocks = [...world.linkTypes.values()].find(({ name }) => name === 'Blocks')
  const end = world.clock.now()
  const start = end - options.count * STEP_MS
  let epic: string | null = null
  let last: { readonly id: string; readonly linkIds: string[] } | undefined
  for (let index = 0; index < options.count; index++) {
    const isEpic = index % EPIC_EVERY === 0 && epicType !== undefined
    const created = start + index * STEP_MS
    const status = random.pick(statuses)
    const issue = addIssue(world, project, {
      typeId: isEpic ? epicType.id : random.pick(plain).id,
      statusId: status.id,
      priorityId: random.pick(priorities).id,
      summary: `${random.pick(VERBS)} the ${random.pick(WORDS)} of the ${random.pick(WORDS)}`,
      creator: random.pick(people),
      created,
    })
    issue.assignee = random.pick(people)
    issue.description = `The ${random.pick(WORDS)} needs it.\n\nSee ${random.pick(WORDS)} ${index}.`
    if (points !== undefined && !isEpic) issue.values.set(points.id, random.int(1, 13))
    if (isEpic) epic = issue.id
    else if (epic !== null) {
      issue.parentId = epic
      world.issues.get(epic)?.childIds.push(issue.id)
    }
    if (blocks !== undefined && last !== undefined && index % BLOCKER_EVERY === 0) {
      const id = world.nextId('link')
      world.links.set(id, { id, typeId: blocks.id, sourceId: last.id, destinationId: issue.id })
      last.linkIds.push(id)
      issue.linkIds.push(id)
    }
    for (let step = 0; step < options.histories; step++) {
      const [from, to] = [statuses[step % statuses.length], statuses[(step + 1) % statuses.length]]
      if (from === undefined || to === undefined) continue
      const sides = { from: from.id, fromString: from.name, to: to.id, toText: to.name }
      const entry: JiraHistory = {
        id: world.nextId('history'),
        author: random.pick(people),
        at: created + step * 1000,
        items: [change('status', 'status', sides)],
      }
      issue.histories.push(entry)
      issue.updated = entry.at
    }
    if (status.category === 'done') {
      issue.resolutionId = [...world.resolutions.keys()][0] ?? null
      issue.resolved = issue.updated
    }
    last = issue
    reindex(world, issue)
  }
}
