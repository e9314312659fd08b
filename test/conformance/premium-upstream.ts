import { DataverseSimulator, type SimulatorClock } from '@headless-pmo/simulators/dataverse'
import type {
  AppliedEdit,
  Edit,
  EditKind,
  Upstream,
  UpstreamFactory,
  UpstreamOptions,
} from '@headless-pmo/testing'

/** Where the simulated organisation seems to be. */
export const PREMIUM_ORIGIN = 'https://contoso.crm4.example'

/** Config of a connection to all of its plans, by change tracking. */
export const premiumPlans = { premium: { url: PREMIUM_ORIGIN } } as const

/** The simulator of Dataverse as an upstream of the conformance kit: in memory, by the kit's clock. */
export const premiumUpstream: UpstreamFactory = (options) => new PremiumUpstream(options)

/** Tables ▸ streams that read them. */
const STREAMS: Readonly<Record<string, string>> = {
  msdyn_program: 'premiumPrograms',
  msdyn_project: 'premiumProjects',
  msdyn_projectbucket: 'premiumBuckets',
  msdyn_projectsprint: 'premiumSprints',
  bookableresource: 'premiumResources',
  msdyn_projectteam: 'premiumTeamMembers',
  msdyn_projecttask: 'premiumTasks',
  msdyn_projecttaskdependency: 'premiumDependencies',
  msdyn_resourceassignment: 'premiumAssignments',
  msdyn_projectbaselinedata: 'premiumBaselines',
}

const TASK = 'msdyn_projecttask'

class PremiumUpstream implements Upstream {
  readonly can = new Set(['create', 'edit', 'touch', 'delete', 'recreate'] as const)
  readonly takes = new Set(['title'] as const)
  readonly #simulator: DataverseSimulator
  readonly #project: string
  readonly #deleted: string[] = []

  constructor({ clock, seed, secrets, pageSize }: UpstreamOptions) {
    const standing: SimulatorClock = {
      now: () => clock.now(),
      advance: () => {
        throw new Error('The kit moves the clock.')
      },
    }
    this.#simulator = new DataverseSimulator({
      clock: standing,
      seed,
      tokens: [secrets['clientSecret'] ?? 'no-token'],
      largestPage: pageSize,
    })
    const create = (table: string, values: Readonly<Record<string, string | number>>): string =>
      this.#simulator.edit({ kind: 'create', table, values })
    const program = create('msdyn_program', { msdyn_name: `Program ${seed}` })
    this.#project = create('msdyn_project', {
      msdyn_subject: `Plan ${seed}`,
      msdyn_hoursperday: 8,
      _msdyn_program_value: program,
    })
    const project = { _msdyn_project_value: this.#project }
    create('msdyn_projectbucket', { ...project, msdyn_name: `Bucket ${seed}` })
    create('msdyn_projectsprint', { ...project, msdyn_name: `Sprint ${seed}` })
    create('bookableresource', { name: `Person ${seed}`, resourcetype: 3 })
    create('msdyn_projectteam', { ...project, msdyn_name: `Role ${seed}` })
    // No table is ever empty to begin with: two tasks, a link, somebody on one of them.
    const [first, second] = [1, 2].map((place) => this.#put({ msdyn_subject: `Phase ${seed}-${place}` }))
    this.#link(first ?? '', second ?? '', seed)
    this.#assign(first ?? '', seed)
    create('msdyn_projectbaselinedata', { ...project, msdyn_baselinenumber: 0, msdyn_effort: 8 })
  }

  readonly transport = (request: Request): Promise<Response> => this.#simulator.respond(request)

  apply(edit: Edit): AppliedEdit | undefined {
    if (edit.kind === 'create') return this.#create(edit)
    if (edit.kind === 'recreate') return this.#recreate(edit)
    const tasks = this.#ids(TASK)
    const id = tasks[edit.item % Math.max(1, tasks.length)]
    return id === undefined ? undefined : this.#change(id, edit, edit.kind)
  }

  #create({ seed, content = {} }: Edit): AppliedEdit {
    const before = this.#ids(TASK)
    const id = this.#put({
      msdyn_subject: content.title ?? `Task ${seed}`,
      msdyn_displaysequence: before.length + 1,
      msdyn_effort: seed % 40,
      msdyn_progress: (seed % 5) / 4,
      ...(seed % 4 === 0 ? { _msdyn_projectbucket_value: this.#ids('msdyn_projectbucket')[0] ?? null } : {}),
    })
    const other = before[seed % Math.max(1, before.length)]
    if (seed % 3 === 0 && other !== undefined) this.#link(other, id, seed)
    return applied(id)
  }

  #put(values: Readonly<Record<string, string | number | null>>, id?: string): string {
    return this.#simulator.edit({
      kind: 'create',
      table: TASK,
      values: { ...values, _msdyn_project_value: this.#project },
      ...(id === undefined ? {} : { id }),
    })
  }

  #recreate({ item, seed }: Edit): AppliedEdit | undefined {
    const [id] = this.#deleted.splice(item % Math.max(1, this.#deleted.length), 1)
    if (id === undefined) return undefined
    this.#put({ msdyn_subject: `Task ${seed} again` }, id)
    return applied(id)
  }

  #change(id: string, edit: Edit, kind: EditKind): AppliedEdit | undefined {
    const { seed, content } = edit
    const update = (values: Readonly<Record<string, string | number>>): AppliedEdit => {
      this.#simulator.edit({ kind: 'update', table: TASK, id, values })
      return applied(id)
    }
    switch (kind) {
      case 'edit':
        if (content?.title === undefined) this.#around(id, seed)
        return update({ msdyn_subject: content?.title ?? `Edited ${seed}`, msdyn_progress: (seed % 5) / 4 })
      case 'touch':
        return update({})
      case 'delete':
        this.#simulator.edit({ kind: 'delete', table: TASK, id })
        this.#deleted.push(id)
        return applied(id)
      case 'create':
      case 'recreate':
      case 'archive':
      case 'hide':
      case 'show':
      case 'move':
      default:
        return undefined
    }
  }

  /** What changes beside a task: who works on it, what it waits for, and the type of a link. */
  #around(id: string, seed: number): void {
    const tasks = this.#ids(TASK).filter((other) => other !== id)
    const other = tasks[seed % Math.max(1, tasks.length)]
    const links = this.#ids('msdyn_projecttaskdependency')
    const link = links[seed % Math.max(1, links.length)]
    if (seed % 5 === 0 && other !== undefined) this.#link(other, id, seed)
    if (seed % 5 === 1) this.#assign(id, seed)
    if (seed % 5 === 2 && link !== undefined)
      this.#simulator.edit({
        kind: 'update',
        table: 'msdyn_projecttaskdependency',
        id: link,
        values: { msdyn_projecttaskdependencylinktype: seed % 4 },
      })
  }

  #assign(task: string, seed: number): void {
    this.#simulator.edit({
      kind: 'create',
      table: 'msdyn_resourceassignment',
      values: {
        _msdyn_projectid_value: this.#project,
        _msdyn_taskid_value: task,
        _msdyn_bookableresourceid_value: this.#ids('bookableresource')[0] ?? null,
        msdyn_effort: seed % 8,
      },
    })
  }

  #link(from: string, to: string, seed: number): void {
    this.#simulator.edit({
      kind: 'create',
      table: 'msdyn_projecttaskdependency',
      values: {
        _msdyn_project_value: this.#project,
        _msdyn_predecessortask_value: from,
        _msdyn_successortask_value: to,
        msdyn_projecttaskdependencylinktype: seed % 4,
        msdyn_projecttaskdependencylinklag: (seed % 3) * 3600,
      },
    })
  }

  #ids(table: string): readonly string[] {
    return [...(this.#simulator.world.tables.get(table)?.rows.keys() ?? [])]
  }

  live(stream: string): readonly string[] | undefined {
    if (stream === 'premiumOrganization') return [this.#simulator.world.organizationId]
    const [table] = Object.entries(STREAMS).find(([, name]) => name === stream) ?? []
    return table === undefined ? undefined : this.#ids(table)
  }
}

const applied = (ref: string): AppliedEdit => ({ stream: 'premiumTasks', ref })
