import { zoneOfNode } from '../network/index.ts'
import { PmoError } from '../../config/index.ts'
import { dayOf, minutesOf } from '../../working-time/index.ts'
import { amountMinutes, parseAmount, type Amount } from './amount.ts'
import { findNodes, type FoundNode } from './find-nodes.ts'
import type { ImpactView } from './prepare-view.ts'
import type { ResolvedPhase, ResolvedStep } from './resolved-step.ts'
import type { ProjectShape, ScenarioStep } from './step.ts'

const MINUTES_A_DAY = 1440
const MOST_MINUTES = 365_000 * MINUTES_A_DAY

/**
 * Looks everything up that the steps name.
 * @throws PmoError `invalid-request` that tells of every name that leads nowhere, by step
 */
export function resolveSteps(view: ImpactView, steps: readonly ScenarioStep[]): readonly ResolvedStep[] {
  const names = new Names(view, steps)
  const troubles: string[] = []
  const resolved = steps.flatMap((step, at) => {
    try {
      return [resolveStep(names, step)]
    } catch (error) {
      if (!(error instanceof Trouble)) throw error
      troubles.push(`step ${at + 1} (${step.do}): ${error.message}`)
      return []
    }
  })
  const leaving = new Set(
    resolved.flatMap((step) => (step.do === 'release-person' && step.to === undefined ? [step.person] : [])),
  )
  for (const [at, step] of resolved.entries()) {
    if (step.do !== 'release-person' || step.to === undefined || !leaving.has(step.to)) continue
    troubles.push(
      `step ${at + 1} (${step.do}): whoever takes the work over leaves in the same scenario; name somebody else`,
    )
  }
  if (troubles.length === 0) return resolved
  throw new PmoError('invalid-request', `The scenario cannot be computed: ${troubles.join('; ')}.`)
}

/** Why a name leads nowhere; never leaves this file. */
class Trouble extends Error {}

/** Everything that steps can name, each looked up once. */
class Names {
  readonly view: ImpactView
  readonly #nodes: ReadonlyMap<string, FoundNode>
  #added: number

  constructor(view: ImpactView, steps: readonly ScenarioStep[]) {
    this.view = view
    this.#nodes = findNodes(view.scheduled.portfolio, steps.flatMap(itemsOf))
    this.#added = view.projects.length
  }

  node(name: string): number {
    const found = this.#nodes.get(name)
    if (found !== undefined && 'index' in found) return found.index
    throw new Trouble(withoutDot(found?.trouble ?? `there is no item "${name}"`))
  }

  project(id: string): number {
    const number = this.view.projects.indexOf(id)
    if (number >= 0) return number
    const known = this.view.projects.slice(0, 20).join(', ')
    throw new Trouble(
      `there is no project "${id.slice(0, 80)}"; ${known === '' ? 'none is defined' : `known: ${known}`}`,
    )
  }

  nextProject(): number {
    return this.#added++
  }

  person(name: string): number {
    const { everybody, people, personNumber } = this.view
    const slash = name.indexOf('/')
    const byAccount =
      slash > 0
        ? everybody.byAccount({ connection: name.slice(0, slash), ref: name.slice(slash + 1) })?.id
        : undefined
    const direct = everybody.byId(name)?.id ?? byAccount ?? name
    const number = personNumber.get(direct)
    if (number !== undefined) return number
    const wanted = name.toLowerCase()
    const called = everybody.persons.filter((person) =>
      [
        person.name,
        ...person.accounts.flatMap(({ login, email, connection }) => [email, `${connection}/${login}`]),
      ].some((word) => word?.toLowerCase() === wanted),
    )
    const [only, ...others] = called
    if (only === undefined || others.length > 0) {
      const which = called.slice(0, 5).map(({ id }) => id)
      throw new Trouble(
        only === undefined
          ? `nobody is known as "${name.slice(0, 80)}"; pmo people lists them`
          : `"${name.slice(0, 80)}" is several people; name one by id: ${which.join(', ')}`,
      )
    }
    const found = personNumber.get(only.id)
    if (found === undefined || people[found] === undefined) throw new Trouble(`"${name}" has no number`)
    return found
  }

  /** The begin of a day on the clock of a node. */
  dayAt(day: string, node: number): number {
    return minutesOf(day, zoneOfNode(this.view.scheduled.portfolio, node))
  }
}

function resolveStep(names: Names, step: ScenarioStep): ResolvedStep {
  switch (step.do) {
    case 'slip':
      return { do: step.do, node: names.node(step.item), by: amountOf(step.by) }
    case 'set-duration': {
      const duration = amountOf(step.duration)
      if (duration.value < 0) throw new Trouble(`a duration of ${step.duration} is below zero`)
      return { do: step.do, node: names.node(step.item), duration }
    }
    case 'add-link': {
      const { type, lag } = step
      const [from, to] = [names.node(step.from), names.node(step.to)]
      if (from === to) throw new Trouble(`"${step.from}" cannot wait for itself`)
      return { do: step.do, from, to, type, ...(lag !== undefined && { lag: amountOf(lag) }) }
    }
    case 'remove-link': {
      const { type } = step
      const [from, to] = [names.node(step.from), names.node(step.to)]
      return { do: step.do, from, to, ...(type !== undefined && { type }) }
    }
    case 'move-project':
      return movedProject(names, step)
    case 'give-away': {
      const node = names.node(step.item)
      if (step.back === undefined) return { do: step.do, node }
      const back = names.dayAt(step.back, node) + MINUTES_A_DAY
      if (back <= names.view.scheduled.statusTime)
        throw new Trouble(`${step.back} is over; have "${step.item}" back today or later`)
      return { do: step.do, node, back }
    }
    case 'release-person': {
      const person = names.person(step.person)
      const to = step.to === undefined ? undefined : names.person(step.to)
      if (to === person) throw new Trouble(`"${step.person}" cannot take over from themselves`)
      return {
        do: step.do,
        person,
        ...(to !== undefined && { to }),
        ...(step.handover !== undefined && { handover: amountOf(step.handover) }),
      }
    }
    case 'add-project':
      return addedProject(names, step.shape)
    default:
      return step satisfies never
  }
}

function movedProject(names: Names, step: Extract<ScenarioStep, { do: 'move-project' }>): ResolvedStep {
  const project = names.project(step.project)
  const { portfolio } = names.view.scheduled
  if ((step.to === undefined) === (step.by === undefined))
    throw new Trouble('write either the day that it moves to, or by how much')
  if (step.by !== undefined) return { do: step.do, project, by: amountOf(step.by) }
  const node = portfolio.nodes.findIndex((one) => one.project === step.project && one.kind === 'workItem')
  return { do: step.do, project, to: names.dayAt(step.to ?? '', node) }
}

function addedProject(names: Names, shape: ProjectShape): ResolvedStep {
  const { scheduled } = names.view
  const zone = scheduled.portfolio.calendars[0]?.zone ?? 'UTC'
  const phases = shape.phases.map((_, at) => phaseOf(shape, at))
  refuseRings(phases, shape)
  const today = minutesOf(dayOf(scheduled.statusTime, zone), zone)
  const start = shape.start === undefined ? undefined : minutesOf(shape.start, zone)
  if (start !== undefined && start < today)
    throw new Trouble(`${shape.start} is over; let "${shape.name}" start today or later`)
  return {
    do: 'add-project',
    project: names.nextProject(),
    phases,
    waitsFor: (shape.waitsFor ?? []).map((item) => names.node(item)),
    heldUp: (shape.heldUp ?? []).map((item) => names.node(item)),
    ...(start !== undefined && { start }),
    ...(shape.due !== undefined && { due: minutesOf(shape.due, zone) + MINUTES_A_DAY }),
  }
}

function phaseOf({ phases }: ProjectShape, at: number): ResolvedPhase {
  const { name, takes, after } = phases[at] ?? { name: '', takes: '' }
  const duration = amountOf(takes)
  if (duration.basis === 'elapsed' || duration.value < 0)
    throw new Trouble(`phase "${name}" takes working time of 0 or more, e.g. "20d"`)
  if (phases.findIndex((phase) => phase.name === name) !== at)
    throw new Trouble(`two phases are called "${name}"`)
  if (after === undefined) return { takes: duration, after: at === 0 ? [] : [at - 1] }
  const before = after.map((wanted) => {
    const found = phases.findIndex((phase) => phase.name === wanted)
    if (found < 0) throw new Trouble(`phase "${name}" comes after "${wanted}", which is no phase`)
    return found
  })
  return { takes: duration, after: before }
}

function refuseRings(phases: readonly ResolvedPhase[], shape: ProjectShape): void {
  const left = new Set(phases.keys())
  for (;;) {
    const free = [...left].filter((at) => phases[at]?.after.every((before) => !left.has(before)) === true)
    if (free.length === 0) break
    for (const at of free) left.delete(at)
  }
  if (left.size === 0) return
  const waiting = [...left].map((at) => `"${shape.phases[at]?.name ?? ''}"`)
  throw new Trouble(`the phases ${waiting.join(', ')} wait for each other`)
}

function amountOf(text: string): Amount {
  const amount = parseAmount(text)
  if (amount === undefined) throw new Trouble(`"${text}" is no amount of time; write e.g. "5d"`)
  const elapsed = amountMinutes({ ...amount, basis: 'elapsed' }, { day: 0, week: 0 })
  if (Math.abs(elapsed) > MOST_MINUTES)
    throw new Trouble(`${text} is longer than a thousand years; write a shorter time`)
  return amount
}

/** The names of items in a step. */
function itemsOf(step: ScenarioStep): string[] {
  if (step.do === 'slip' || step.do === 'set-duration' || step.do === 'give-away') return [step.item]
  if (step.do === 'add-link' || step.do === 'remove-link') return [step.from, step.to]
  if (step.do === 'add-project') return [...(step.shape.waitsFor ?? []), ...(step.shape.heldUp ?? [])]
  return []
}

function withoutDot(sentence: string): string {
  const begin = sentence.charAt(0)
  return `${begin.toLowerCase()}${sentence.slice(1)}`.replace(/\.$/, '')
}
