import type { AppliedEdit, Edit, Upstream, UpstreamFactory, UpstreamOptions } from '@headless-pmo/testing'
import { ProjectServerSimulator, type ProjectServerTask } from '@headless-pmo/simulators/project-server'

/** Where the simulated Project Server seems to be. */
export const PROJECT_SERVER_SITE = 'https://ps.example/pwa'

/** Config of a connection to all of it. */
export const projectServer = { server: { url: PROJECT_SERVER_SITE } } as const

/** The simulator of Project Server as an upstream of the conformance kit: in memory, by the kit's clock. */
export const projectServerUpstream: UpstreamFactory = (options) => new ProjectServerUpstream(options)

class ProjectServerUpstream implements Upstream {
  readonly can = new Set(['create', 'edit', 'touch', 'delete', 'recreate'] as const)
  readonly takes = new Set(['title'] as const)
  readonly #simulator: ProjectServerSimulator
  readonly #projects: readonly string[]
  readonly #people: readonly string[]
  readonly #deleted: { readonly project: string; readonly task: ProjectServerTask }[] = []

  constructor({ clock, seed, secrets, pageSize }: UpstreamOptions) {
    this.#simulator = new ProjectServerSimulator({
      seed,
      clock: {
        now: () => clock.now(),
        advance: () => {
          throw new Error('The kit moves the clock.')
        },
      },
      auth: { tokens: [secrets['serverToken'] ?? 'no-token'] },
      maxPageSize: pageSize,
    })
    const simulator = this.#simulator
    simulator.edit({ kind: 'createCalendar', name: `Standard ${seed}` })
    simulator.edit({
      kind: 'createField',
      field: {
        name: `Phase ${seed}`,
        entity: 'Task',
        type: 21,
        entries: ['Plan', 'Build'].map((value) => {
          const id = simulator.world.newId()
          return { id, internalName: `Entry_${id.replaceAll('-', '')}`, value, description: '' }
        }),
      },
    })
    this.#people = ['Ada', 'Grace'].map(
      (name) =>
        simulator.edit({
          kind: 'createResource',
          name: `${name} ${seed}`,
          resource: { email: `${name.toLowerCase()}.${seed}@contoso.example` },
        }).id,
    )
    this.#projects = ['Dock', 'Crane'].map(
      (name) => simulator.edit({ kind: 'createProject', name: `${name} ${seed}` }).id,
    )
  }

  readonly transport = (request: Request): Promise<Response> => this.#simulator.respond(request)

  apply(edit: Edit): AppliedEdit | undefined {
    if (edit.kind === 'create') return this.#create(edit)
    if (edit.kind === 'recreate') return this.#restore(edit)
    const tasks = this.#tasks()
    const found = tasks[edit.item % Math.max(1, tasks.length)]
    if (found === undefined) return undefined
    const { project, task } = found
    switch (edit.kind) {
      case 'edit':
        this.#change(found, edit)
        break
      case 'touch':
        // Published again as it is.
        this.#simulator.edit({ kind: 'publish', project })
        break
      case 'delete':
        this.#deleted.push({ project, task: structuredClone(task) })
        this.#simulator.edit({ kind: 'deleteTask', project, task: task.id })
        // Half of the time, what was booked on it goes, too.
        for (const line of this.#linesOf(task.id))
          if (edit.seed % 2 === 0) this.#simulator.edit({ kind: 'deleteTime', line })
        break
      case 'move':
      case 'hide':
      case 'show':
      case 'archive':
      default:
        return undefined
    }
    return applied(project, task.id)
  }

  #create({ seed, content = {} }: Edit): AppliedEdit {
    const project = this.#projects[seed % 3 === 0 ? 1 : 0] ?? ''
    const name = content.title ?? `Task ${seed}`
    const { id } = this.#simulator.edit({ kind: 'createTask', project, name })
    const [person = ''] = this.#people
    this.#simulator.edit({ kind: 'setBaseline', project, task: id, baseline: { number: 0 } })
    if (seed % 5 === 0) this.#simulator.edit({ kind: 'assign', project, task: id, resource: person })
    if (seed % 6 === 0)
      this.#simulator.edit({
        kind: 'bookTime',
        project,
        task: id,
        resource: person,
        days: [{ day: '2026-01-07', billable: 60 }],
      })
    if (seed % 10 === 0) this.#simulator.edit({ kind: 'createRisk', project, title: `Risk ${seed}` })
    return applied(project, id)
  }

  #restore({ item }: Edit): AppliedEdit | undefined {
    const [gone] = this.#deleted.splice(item % Math.max(1, this.#deleted.length), 1)
    if (gone === undefined) return undefined
    this.#simulator.edit({ kind: 'restoreTask', project: gone.project, task: gone.task })
    return applied(gone.project, gone.task.id)
  }

  /** One of the many ways in which a plan changes, each of which a reader sees. */
  #change({ project, task }: TaskAt, { seed, content }: Edit): void {
    const others = this.#tasks().filter((other) => other.project === project && other.task.id !== task.id)
    const other = others[seed % Math.max(1, others.length)]?.task
    const [field] = this.#simulator.world.fields.values()
    const entry = field?.entries?.[seed % 2]?.internalName
    const [, person = ''] = this.#people
    const ways: readonly (() => unknown)[] = [
      () => this.#simulator.edit({ kind: 'assign', project, task: task.id, resource: person }),
      () =>
        this.#simulator.edit({
          kind: 'setBaseline',
          project,
          task: task.id,
          baseline: { number: 0, work: seed % 1000 },
        }),
      () => other && this.#simulator.edit({ kind: 'link', project, from: other.id, to: task.id, lag: 4800 }),
      () =>
        other && this.#simulator.edit({ kind: 'editTask', project, task: task.id, change: { parent: null } }),
      () =>
        field &&
        entry &&
        this.#simulator.edit({
          kind: 'editTask',
          project,
          task: task.id,
          change: { custom: { [field.internalName]: [entry] } },
        }),
      () => this.#changeTime(project, task.id, seed),
      () => field?.entries?.[0] && this.#rename(field.internalName, field.entries[0].internalName, seed),
      () =>
        this.#simulator.edit({ kind: 'editResource', resource: person, change: { group: `Group ${seed}` } }),
    ]
    try {
      if (seed % 2 === 1 && content?.title === undefined) ways[seed % ways.length]?.()
    } catch (error) {
      // Refused as Project Server refuses it: a circle, or there already. The new name shows that there was an edit.
      if (!(error instanceof Error && error.name === 'EditError')) throw error
    }
    const name = content?.title ?? `Edited ${seed}`
    this.#simulator.edit({ kind: 'editTask', project, task: task.id, change: { name } })
  }

  /** Without a publication: what a value means changes behind the plan's back. */
  #rename(field: string, entry: string, seed: number): void {
    this.#simulator.edit({ kind: 'renameEntry', field, entry, value: `Phase ${seed}` })
  }

  #changeTime(project: string, task: string, seed: number): void {
    const [line] = this.#linesOf(task)
    const days = [{ day: '2026-01-08', billable: 30 + (seed % 60) }]
    if (line !== undefined) this.#simulator.edit({ kind: 'editTime', line, days })
    else this.#simulator.edit({ kind: 'bookTime', project, task, resource: this.#people[0] ?? '', days })
  }

  #linesOf(task: string): readonly string[] {
    const lines = [...this.#simulator.world.lines.values()]
    return lines.flatMap((line) => (line.task === task ? [line.id] : []))
  }

  #tasks(): readonly TaskAt[] {
    return this.#projects.flatMap((project) =>
      this.#simulator.world.project(project).draft.tasks.map((task) => ({ project, task })),
    )
  }

  live(stream: string): readonly string[] | undefined {
    const { world } = this.#simulator
    switch (stream) {
      case 'serverTasks':
        return this.#tasks().map(({ project, task }) => refOf(project, task.id))
      case 'serverProjects':
        return this.#projects
      case 'serverResources':
        return [...world.resources.keys()]
      case 'serverCalendars':
        return [...world.calendars.keys()]
      case 'serverFields':
        return [...world.fields.keys()]
      case 'serverTimesheets':
        return [...world.lines.keys()]
      case 'serverRisks':
        return [...world.risks.keys()]
      case 'serverIssues':
        return [...world.issues.keys()]
      default:
        return undefined
    }
  }
}

interface TaskAt {
  readonly project: string
  readonly task: ProjectServerTask
}

const refOf = (project: string, task: string): string => `${project}#task/${task}`

const applied = (project: string, task: string): AppliedEdit => ({
  stream: 'serverTasks',
  ref: refOf(project, task),
})
