import { peopleOf, unchanged, type Desk, type Drafted } from './desk.ts'
import { isOpen, prolong, stateOf, workLeft } from './node-moves.ts'
import { addAmount, NO_SHIFT } from './shift.ts'
import type { ResolvedStep } from './resolved-step.ts'

type Release = Extract<ResolvedStep, { do: 'release-person' }>

/**
 * People who leave their unfinished work, all of them at once. What they hand over to somebody is done as long as
 * before, later by the hand-over. What they shared takes the others longer: the work that is left is spread evenly over
 * those who stay. What nobody is left to do has no date any more.
 */
export function* releasePeople(
  desk: Desk,
  steps: readonly ResolvedStep[],
): Generator<readonly [number, Drafted]> {
  const releases = steps.flatMap((step, at) => (step.do === 'release-person' ? [{ at, step }] : []))
  if (releases.length === 0) return
  const work = unfinishedOf(desk, new Set(releases.map(({ step }) => step.person)))
  const leaving = new Set(releases.flatMap(({ step }) => (step.to === undefined ? [step.person] : [])))
  const shared = new Set<number>()
  for (const { at, step } of releases) {
    const nodes = work.get(step.person) ?? []
    if (nodes.length === 0) {
      yield [at, unchanged('no-work')]
      continue
    }
    for (const node of nodes) {
      desk.handed.push({ node, from: step.person, to: step.to ?? -1 })
      if (step.to === undefined) shared.add(node)
    }
    if (step.to !== undefined) handOver(desk, nodes, step)
    yield [at, { reason: 'applied', changed: nodes.length, done: 0, about: nodes }]
  }
  for (const node of shared) leaveToOthers(desk, node, leaving)
}

function unfinishedOf(desk: Desk, people: ReadonlySet<number>): Map<number, number[]> {
  const { at, values } = desk.base.people
  const work = new Map<number, number[]>()
  const outside = new Set(desk.handed.map(({ node }) => node))
  for (let node = 0; node < desk.base.network.size; node++) {
    for (let place = at[node] ?? 0; place < (at[node + 1] ?? 0); place++) {
      const person = values[place] ?? -1
      if (!people.has(person) || desk.outline.isSummary(node)) continue
      if (outside.has(node) || !isOpen(stateOf(desk, node))) continue
      const known = work.get(person)
      if (known === undefined) work.set(person, [node])
      else known.push(node)
    }
  }
  return work
}

function handOver({ base, wishes }: Desk, nodes: readonly number[], { person, handover }: Release): void {
  if (handover === undefined) return
  wishes.push({ source: base.network.size + person, nodes, shift: addAmount(NO_SHIFT, handover) })
}

function leaveToOthers(desk: Desk, node: number, leaving: ReadonlySet<number>): void {
  const people = [...peopleOf(desk.base, node)]
  const staying = people.filter((person) => !leaving.has(person)).length
  if (staying === 0) {
    desk.stranded.add(node)
    return
  }
  const left = workLeft(desk, node)
  const done = Math.max(0, desk.draft.value(node, 'duration') - left)
  prolong(desk, node, done + (left * people.length) / staying)
}
