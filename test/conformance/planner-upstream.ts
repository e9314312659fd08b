import type { AppliedEdit, Edit, Upstream, UpstreamFactory, UpstreamOptions } from '@headless-pmo/testing'
import {
  addBucket,
  addGroup,
  addPerson,
  addPlan,
  GraphSimulator,
  type SimulatorClock,
} from '@headless-pmo/simulators/graph'

/** Where the simulated Graph seems to be. */
const GRAPH_ORIGIN = 'https://graph.example'

/** Config of a connection to the basic plans of a tenant. */
export const plannerTenant = { planner: { url: GRAPH_ORIGIN } } as const

/** The simulator of Planner as an upstream of the conformance kit: in memory, by the kit's clock. */
export const plannerUpstream: UpstreamFactory = (options) => new PlannerUpstream(options)

class PlannerUpstream implements Upstream {
  readonly can = new Set(['create', 'edit', 'touch', 'delete', 'recreate'] as const)
  readonly takes = new Set(['title', 'extra'] as const)
  readonly #simulator: GraphSimulator
  readonly #people: string[] = []
  readonly #plans: string[] = []
  readonly #deleted: string[] = []

  constructor({ clock, seed, secrets, pageSize }: UpstreamOptions) {
    const standing: SimulatorClock = {
      now: () => clock.now(),
      advance: () => {
        throw new Error('The kit moves the clock.')
      },
    }
    this.#simulator = new GraphSimulator({
      clock: standing,
      seed,
      pageSize,
      tokens: { [secrets['clientSecret'] ?? 'no-token']: { kind: 'app' } },
      seedWith: (world) => {
        for (const name of ['Ada', 'Grace', 'Edsger'])
          this.#people.push(addPerson(world, { displayName: `${name} ${seed}` }).id)
        const [by = '', ...others] = this.#people
        // Edsger belongs to no group.
        const group = addGroup(world, { displayName: `Team ${seed}`, members: [by, others[0] ?? ''] }).id
        for (const title of ['Launch', 'Office'].map((name) => `${name} ${seed}`)) {
          const plan = addPlan(world, { title, group, by, categories: { category1: `Risk ${seed}` } })
          this.#plans.push(plan.id)
          for (const name of ['To do', 'Done']) addBucket(world, { plan: plan.id, name: `${name} ${seed}` })
        }
      },
    })
  }

  readonly transport = (request: Request): Promise<Response> => this.#simulator.respond(request)

  apply(edit: Edit): AppliedEdit | undefined {
    const { kind, seed, item, content = {} } = edit
    if (kind === 'create') {
      const plan = this.#plans[seed % 4 === 0 ? 1 : 0] ?? ''
      const bucket = this.#buckets(plan)[seed % 2]
      const { id } = this.#simulator.edit({
        kind: 'createTask',
        plan,
        title: content.title ?? `Task ${seed}`,
        by: this.#people[0] ?? '',
        ...(bucket === undefined ? {} : { bucket }),
        ...(content.extra === undefined ? {} : { extra: writable(content.extra) }),
      })
      return applied(id)
    }
    if (kind === 'recreate') {
      const [gone] = this.#deleted.splice(item % Math.max(1, this.#deleted.length), 1)
      if (gone === undefined) return undefined
      this.#simulator.edit({ kind: 'restoreTask', task: gone })
      return applied(gone)
    }
    const tasks = this.live('plannerTasks') ?? []
    const task = tasks[item % Math.max(1, tasks.length)]
    if (task === undefined) return undefined
    switch (kind) {
      case 'edit':
        return this.#edit(task, edit)
      case 'touch':
        // Dragged on the board: a new version with nothing new to read.
        this.#simulator.edit({ kind: 'editTask', task, set: { orderHint: ' !' } })
        return applied(task)
      case 'delete':
        this.#deleted.push(task)
        this.#simulator.edit({ kind: 'deleteTask', task })
        return applied(task)
      case 'archive':
      case 'hide':
      case 'show':
      case 'move':
      default:
        return undefined
    }
  }

  /** One of the many ways in which a task changes, and its title, so that the edit shows. */
  #edit(task: string, { seed, content = {} }: Edit): AppliedEdit {
    const [by = '', ...others] = this.#people
    const person = others[seed % others.length] ?? by
    const ways = [
      { assignments: { [person]: seed % 2 === 0 } },
      { percentComplete: [0, 50, 100][seed % 3] ?? 0 },
      { appliedCategories: { category1: seed % 2 === 0, category2: true } },
      { startDateTime: '2026-02-02T10:00:00Z', dueDateTime: '2026-02-27T10:00:00Z' },
      { priority: seed % 11 },
    ]
    const details = [
      { description: `About ${seed}` },
      { checklist: { '5b0b8a2e-5c1e-4b8e-9f0a-3d3f0f1d2c11': { title: `Step ${seed}`, isChecked: true } } },
      { references: { 'https://plans.example/a.b': { alias: `Plan ${seed}` } } },
    ]
    const way = ways[seed % ways.length]
    const detail = details[seed % details.length]
    // A new title is that alone.
    const more = content.title === undefined
    if (more && seed % 3 === 0 && way !== undefined)
      this.#simulator.edit({ kind: 'editTask', task, set: way })
    if (more && seed % 3 === 1 && detail !== undefined)
      this.#simulator.edit({ kind: 'editDetails', task, set: detail, by })
    this.#simulator.edit({
      kind: 'editTask',
      task,
      set: {
        title: content.title ?? `Edited ${seed}`,
        ...(content.extra === undefined ? {} : { extra: writable(content.extra) }),
      },
    })
    return applied(task)
  }

  #buckets(plan: string): readonly string[] {
    return [...this.#simulator.world.buckets.values()].flatMap(({ id, planId }) =>
      planId === plan ? [id] : [],
    )
  }

  live(stream: string): readonly string[] | undefined {
    switch (stream) {
      case 'plannerTasks':
        return this.#simulator.summary().plans.flatMap(({ tasks }) => tasks)
      case 'plannerPlans':
        return this.#plans
      case 'plannerBuckets':
        return this.#plans.flatMap((plan) => this.#buckets(plan))
      default:
        return undefined
    }
  }
}

const applied = (ref: string): AppliedEdit => ({ stream: 'plannerTasks', ref })

/** With long numbers as JSON can write them. */
function writable(extra: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(extra).map(([name, value]) => [name, rawNumbers(value)]))
}

function rawNumbers(value: unknown): unknown {
  if (typeof value === 'bigint') return rawJson(String(value))
  if (Array.isArray(value)) return value.map(rawNumbers)
  return typeof value === 'object' && value !== null ? writable({ ...value }) : value
}

// Node has it; the language's own types do not yet.
const rawJson = (JSON as unknown as { readonly rawJSON: (text: string) => unknown }).rawJSON
