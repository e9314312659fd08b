import type { Container } from '@headless-pmo/sdk'
import { beginOf, endOf } from './moments.ts'
import type { NetworkPlan } from './portfolio-network.ts'
import type { NetworkProject, NetworkRecord } from './portfolio-records.ts'

/** When a plan begins and is to end, absolute minutes; what it does not state is absent. */
export interface PlanFrame {
  readonly start?: number
  /** Of a plan that is scheduled from its finish. */
  readonly finish?: number
  readonly isFromFinish: boolean
}

/** The frames in which items are scheduled: each is made when the first item needs it. */
export class NetworkPlans {
  readonly #zone: string
  readonly #projects: ReadonlyMap<string, NetworkProject>
  readonly #numbers = new Map<string, number>()
  readonly #plans: NetworkPlan[] = []
  readonly #frames: PlanFrame[] = []

  constructor(zone: string, projects: readonly NetworkProject[]) {
    this.#zone = zone
    this.#projects = new Map(projects.map((project) => [project.id, project]))
  }

  get all(): readonly NetworkPlan[] {
    return this.#plans
  }

  get frames(): readonly PlanFrame[] {
    return this.#frames
  }

  /** A plan of a tracker, with its own start and status date. */
  ofContainer(
    connection: string,
    { record }: NetworkRecord<'container'>,
    about: { readonly zone: string; readonly isPlan: boolean; readonly project?: string },
  ): number {
    const { zone, isPlan, project } = about
    return this.#number(`container\n${connection}\n${record.ref}`, () => ({
      plan: {
        kind: isPlan ? 'plan' : 'container',
        connection,
        ref: record.ref,
        title: record.name,
        zone,
        ...(project !== undefined && { project }),
      },
      frame: isPlan ? frameOf(record, zone) : { isFromFinish: false },
    }))
  }

  /** The items of a connection whose container was not read. */
  ofUnknown(connection: string, ref: string): number {
    return this.#number(`container\n${connection}\n${ref}`, () => ({
      plan: { kind: 'container', connection, ref, title: ref, zone: this.#zone },
      frame: { isFromFinish: false },
    }))
  }

  /** What of a project is tracked and not planned. */
  ofProject(id: string): number {
    return this.#number(`project\n${id}`, () => ({
      plan: {
        kind: 'project',
        ref: id,
        title: this.#projects.get(id)?.name ?? id,
        zone: this.#zone,
        project: id,
      },
      frame: { isFromFinish: false },
    }))
  }

  /** The frame of a project; undefined where nothing of it is tracked outside of plans. */
  knownProject(id: string): number | undefined {
    return this.#numbers.get(`project\n${id}`)
  }

  #number(place: string, make: () => { readonly plan: NetworkPlan; readonly frame: PlanFrame }): number {
    const known = this.#numbers.get(place)
    if (known !== undefined) return known
    const { plan, frame } = make()
    this.#frames.push(frame)
    const number = this.#plans.push(plan) - 1
    this.#numbers.set(place, number)
    return number
  }
}

function frameOf({ start, finish, scheduledFrom }: Container, zone: string): PlanFrame {
  const isFromFinish = scheduledFrom === 'finish' && finish !== undefined
  return {
    isFromFinish,
    ...(start !== undefined && !isFromFinish && { start: beginOf(start, zone) }),
    ...(isFromFinish && { finish: endOf(finish, zone) }),
  }
}
