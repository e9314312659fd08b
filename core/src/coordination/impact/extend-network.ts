import type { CalendarTable } from '../../working-time/index.ts'
import { createNetwork, LINK_TYPES, NODE_FLAGS, type Network } from '../schedule/index.ts'
import { amountMinutes } from './amount.ts'
import { LISTED, type ImpactBase } from './impact-base.ts'
import type { ResolvedStep } from './resolved-step.ts'
import { workingLengths } from './working-lengths.ts'

type Added = Extract<ResolvedStep, { do: 'add-project' }>

/** Where the nodes of an added project are: its root, then its phases in their order. */
export interface AddedProject {
  readonly step: number
  readonly project: number
  readonly root: number
  readonly phases: readonly number[]
}

/** A base without a schedule yet, with the projects of the steps added after everything that it had. */
export interface ExtendedBase extends Omit<ImpactBase, 'schedule'> {
  readonly added: readonly AddedProject[]
}

/**
 * Adds projects of assumed shape to a network: a summary with its phases, finish to start, in the calendar that most nodes
 * have. All numbers that existed stay what they were.
 */
export function extendNetwork(base: ImpactBase, steps: readonly ResolvedStep[]): ExtendedBase {
  const wanted = steps.flatMap((step, at) => (step.do === 'add-project' ? [{ step, at }] : []))
  const before = base.network
  const network = enlarged(
    before,
    wanted.map(({ step }) => step),
  )
  const projectOf = new Int32Array(network.size).fill(-1)
  projectOf.set(base.projectOf)
  const listed = new Uint8Array(network.size)
  listed.set(base.listed)
  const people = new Int32Array(network.size + 1).fill(base.people.at.at(-1) ?? 0)
  people.set(base.people.at)
  const calendar = usualCalendar(before)
  let [root, link, frame, projects] = [before.size, before.linkCount, before.projectCount, base.projects]
  const added: AddedProject[] = []
  for (const { step, at } of wanted) {
    const phases = step.phases.map((_, place) => root + 1 + place)
    network.projectStart[frame] = step.start ?? base.statusTime
    fillNodes(network, base.table, { step, root, frame, calendar, statusTime: base.statusTime })
    link = fillLinks(network, { step, phases, link })
    for (const node of [root, ...phases]) {
      projectOf[node] = step.project
      listed[node] = node === root ? LISTED.summary : LISTED.item
    }
    added.push({ step: at, project: step.project, root, phases })
    projects = Math.max(projects, step.project + 1)
    root += 1 + phases.length
    frame++
  }
  return {
    network,
    table: base.table,
    options: base.options,
    statusTime: base.statusTime,
    projectOf,
    projects,
    people: { at: people, values: base.people.values },
    listed,
    added,
  }
}

function enlarged(before: Network, steps: readonly Added[]): Network {
  const nodes = steps.reduce((sum, { phases }) => sum + 1 + phases.length, before.size)
  const links = steps.reduce((sum, step) => sum + linkEnds(step, 0).length, before.linkCount)
  const network = createNetwork({ nodes, links, projects: before.projectCount + steps.length })
  for (const [name, column] of Object.entries(before)) {
    if (typeof column === 'number') continue
    // Both networks have the same columns under the same names, of the same kinds.
    const target = network[name as keyof Network] as typeof column
    target.set(column)
  }
  return network
}

function fillNodes(
  network: Network,
  table: CalendarTable,
  place: {
    readonly step: Added
    readonly root: number
    readonly frame: number
    readonly calendar: number
    readonly statusTime: number
  },
): void {
  const { step, root, frame, calendar, statusTime } = place
  const lengths = workingLengths(table, calendar, statusTime)
  network.project[root] = frame
  network.calendar[root] = calendar
  if (step.due !== undefined) network.deadline[root] = step.due
  for (const [at, { takes }] of step.phases.entries()) {
    const node = root + 1 + at
    network.parent[node] = root
    network.project[node] = frame
    network.calendar[node] = calendar
    network.duration[node] = amountMinutes(takes, lengths)
    network.noEarlierThan[node] = Math.max(step.start ?? statusTime, statusTime)
    if (takes.value === 0) network.flags[node] = NODE_FLAGS.milestone
    if (step.due !== undefined) network.deadline[node] = step.due
  }
}

function fillLinks(
  network: Network,
  { step, phases, link }: { readonly step: Added; readonly phases: readonly number[]; readonly link: number },
): number {
  let next = link
  for (const [from, to] of linkEnds(step, phases[0] ?? 0)) {
    network.from[next] = from
    network.to[next] = to
    network.type[next] = LINK_TYPES.FS
    next++
  }
  return next
}

/** What the phases wait for, what the first ones wait for, and what waits for the last ones. */
function linkEnds({ phases, waitsFor, heldUp }: Added, first: number): (readonly [number, number])[] {
  const before = new Set(phases.flatMap(({ after }) => after))
  return phases.flatMap(({ after }, at) => [
    ...after.map((one) => [first + one, first + at] as const),
    ...(after.length === 0 ? waitsFor.map((node) => [node, first + at] as const) : []),
    ...(before.has(at) ? [] : heldUp.map((node) => [first + at, node] as const)),
  ])
}

function usualCalendar({ size, calendar }: Network): number {
  const counts = new Map<number, number>()
  for (let node = 0; node < size; node++) {
    const one = calendar[node] ?? 0
    counts.set(one, (counts.get(one) ?? 0) + 1)
  }
  return [...counts].toSorted(([, one], [, other]) => other - one)[0]?.[0] ?? 0
}
