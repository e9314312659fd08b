import type { AppliedEdit, Edit, Upstream, UpstreamFactory, UpstreamOptions } from '@headless-pmo/testing'
import {
  JiraCloudSimulator,
  type JiraSimulator,
  type SimulatorClock,
} from '@headless-pmo/simulators/jira-cloud'
import { JiraDataCenterSimulator } from '@headless-pmo/simulators/jira-data-center'

/** Where the simulated site seems to be. */
export const JIRA_SITE = 'https://acme.atlassian.net'

/** Login of the account that reads; its address is a credential, so that nobody is shown it. */
const READER = { login: 'reader', displayName: 'Reader', email: 'reader@canary.example', emailHidden: true }

/** Credentials of that account, but for the token itself. */
export const jiraEmail = READER.email

/** Config of a connection to two projects of the site. */
export const jiraCloudProjects = {
  baseUrl: JIRA_SITE,
  projects: ['APP', 'ANX'],
  remoteLinks: true,
} as const

/** Where the simulated server seems to be. */
export const JIRA_SERVER = 'https://jira.acme.example/jira'

/** Config of a connection to all that the account sees of the server. */
export const jiraDataCenterAll = { baseUrl: JIRA_SERVER } as const

const HOME = 'APP'
const ANNEX = 'ANX'

/** The simulator of Jira Cloud as an upstream of the conformance kit: in memory, by the kit's clock. */
export const jiraCloudUpstream: UpstreamFactory = (options) =>
  new JiraUpstream(
    new JiraCloudSimulator({
      ...common(options, 'next-gen'),
      siteUrl: JIRA_SITE,
      apiTokens: { reader: options.secrets['apiToken'] ?? 'no-token' },
    }),
    options.seed,
  )

/** The simulator of Jira Data Center as an upstream of the conformance kit. */
export const jiraDataCenterUpstream: UpstreamFactory = (options) =>
  new JiraUpstream(
    new JiraDataCenterSimulator({
      ...common(options, 'classic'),
      siteUrl: JIRA_SERVER,
      contextPath: '/jira',
      tokens: { [options.secrets['pat'] ?? 'no-token']: READER.login },
    }),
    options.seed,
  )

/** What both editions are made with. Trackers with different seeds share no id and no name. */
function common({ clock, seed, pageSize }: UpstreamOptions, annex: 'classic' | 'next-gen') {
  const standing: SimulatorClock = {
    now: () => clock.now(),
    advance: () => {
      throw new Error('The kit moves the clock.')
    },
  }
  const people = ['ada', 'grace'].map((login) => ({
    login: `${login}${seed}`,
    displayName: `${login} ${seed}`,
  }))
  return {
    clock: standing,
    seed,
    idOffset: (seed % 97) * 1000,
    maxPageSize: pageSize,
    users: [...people, READER],
    projects: [
      { key: HOME, name: `App ${seed}` },
      { key: ANNEX, name: `Annex ${seed}`, style: annex },
    ],
  }
}

const WORKLOG = { comment: null, deletedAt: null } as const

/** Milliseconds by which worklogs of different length lie apart: days, roughly. */
const DAY_S = 86_400

type IssueEdit = Parameters<JiraSimulator['edit']>[0]

class JiraUpstream implements Upstream {
  readonly can = new Set([
    'create',
    'edit',
    'touch',
    'delete',
    'move',
    'hide',
    'show',
    'recreate',
    'archive',
  ] as const)
  readonly takes = new Set(['title'] as const)
  readonly #simulator: JiraSimulator
  readonly #seed: number
  /** An issue that nobody edits: what was booked on it was booked long ago. */
  readonly #standing: string

  constructor(simulator: JiraSimulator, seed: number) {
    this.#simulator = simulator
    this.#seed = seed
    const [by] = this.#people
    for (const project of [HOME, ANNEX]) {
      const { id: board = '' } = this.#do({ kind: 'createBoard', project, name: `Board ${seed}`, by })
      this.#do({ kind: 'createSprint', board, name: `Sprint ${seed}`, by })
      this.#do({ kind: 'createVersion', project, name: `1.${seed}`, by })
      this.#do({ kind: 'createComponent', project, name: `Part ${seed}`, by })
    }
    this.#standing = this.#book(by)
    this.#do({ kind: 'createBoard', project: HOME, name: `Kanban ${seed}`, type: 'kanban', by })
  }

  get #people(): readonly [string, string] {
    return [`ada${this.#seed}`, `grace${this.#seed}`]
  }

  /** Time that was booked days ago. Jira tells of the last minute late, which to a law looks like an edit of nobody. */
  #book(by: string): string {
    const { world } = this.#simulator
    const { id = '' } = this.#do({
      kind: 'createIssue',
      project: HOME,
      summary: `Standing ${this.#seed}`,
      by,
    })
    for (const seconds of [600, 900, 1800]) {
      const issue = world.issues.get(id)
      const at = world.clock.now() - seconds * DAY_S
      const worklog = { ...WORKLOG, id: world.nextId('worklog'), issueId: id, author: by, seconds }
      const booked = { ...worklog, startedAt: at, createdAt: at, updatedAt: at }
      issue?.worklogs.push(booked)
      world.worklogs.set(booked.id, booked)
    }
    return id
  }

  #do(edit: IssueEdit): { readonly id?: string } {
    return this.#simulator.edit(edit)
  }

  readonly transport = (request: Request): Promise<Response> => this.#simulator.respond(request)

  apply(edit: Edit): AppliedEdit | undefined {
    const [ada, grace] = this.#people
    if (edit.kind === 'create') return this.#create(edit, ada)
    const wanted = { show: 'hidden', recreate: 'deleted' } as const
    const state = edit.kind === 'show' || edit.kind === 'recreate' ? wanted[edit.kind] : 'listed'
    const issues = this.#issues(state)
    const issue = issues[edit.item % Math.max(1, issues.length)]
    if (issue === undefined) return undefined
    const by = grace
    switch (edit.kind) {
      case 'edit':
        this.#edit(issue, edit, by)
        break
      case 'touch':
        this.#do({ kind: 'comment', issue, body: `Note ${edit.seed}`, by })
        break
      case 'move': {
        const home = this.#simulator.world.issues.get(issue)?.key.startsWith(`${HOME}-`) === true
        this.#do({ kind: 'moveIssue', issue, to: home ? ANNEX : HOME, by })
        break
      }
      case 'delete':
      case 'recreate':
      case 'hide':
      case 'show':
      case 'archive':
        this.#do({ kind: `${edit.kind}Issue`, issue, by })
        break
      default:
        return undefined
    }
    return { stream: 'issues', ref: issue }
  }

  #create({ seed, content = {} }: Edit, by: string): AppliedEdit {
    const project = seed % 4 === 0 ? ANNEX : HOME
    const summary = content.title ?? `Issue ${seed}`
    const type = seed % 7 === 3 ? 'Epic' : 'Task'
    const { id = '' } = this.#do({ kind: 'createIssue', project, summary, type, by })
    if (seed % 5 === 0)
      this.#do({ kind: 'addRemoteLink', issue: id, url: `https://wiki.example/${seed}`, title: 'Page', by })
    return { stream: 'issues', ref: id }
  }

  /** One of the many ways in which an issue changes, each of which a reader sees. */
  #edit(issue: string, { seed, content }: Edit, by: string): void {
    const others = this.#issues('listed').filter((id) => id !== issue)
    const other = others[seed % Math.max(1, others.length)]
    const [version, sprint] = [`1.${this.#seed}`, [...this.#simulator.world.sprints.keys()][seed % 2] ?? '']
    const ways: readonly IssueEdit[] = [
      { kind: 'editIssue', issue, labels: [`label-${seed}`], by },
      { kind: 'editIssue', issue, assignee: this.#people[0], by },
      { kind: 'editIssue', issue, fixVersions: [version], by },
      { kind: 'editIssue', issue, components: [`Part ${this.#seed}`], by },
      { kind: 'editIssue', issue, dueDate: '2026-03-31', by },
      { kind: 'transition', issue, to: 'Done', by },
      { kind: 'setSprint', issue, sprint, by },
      { kind: 'addRemoteLink', issue, url: `https://wiki.example/${seed}`, title: 'Page', by },
      ...(other === undefined
        ? []
        : [
            { kind: 'link' as const, type: 'Blocks', from: issue, to: other, by },
            { kind: 'link' as const, type: 'Relates', from: other, to: issue, by },
            { kind: 'editIssue' as const, issue, parent: other, by },
          ]),
    ]
    const way = seed % 2 === 0 || content?.title !== undefined ? undefined : ways[seed % ways.length]
    if (way !== undefined) this.#try(way)
    this.#do({ kind: 'editIssue', issue, summary: content?.title ?? `Edited ${seed}`, by })
  }

  /** Refused as Jira refuses it: a parent of the wrong level, a sprint of another board. */
  #try(edit: IssueEdit): void {
    try {
      this.#do(edit)
    } catch (error) {
      if (!(error instanceof Error && error.name === 'EditError')) throw error
    }
  }

  /** Ids of issues in that state, in one order. */
  #issues(state: 'listed' | 'hidden' | 'deleted'): readonly string[] {
    return [...this.#simulator.world.issues.values()]
      .filter(({ id }) => id !== this.#standing)
      .filter(({ deleted, hidden, archived }) => {
        if (state === 'deleted') return deleted
        if (deleted || archived) return false
        return hidden === (state === 'hidden')
      })
      .map(({ id }) => id)
  }

  live(stream: string): readonly string[] | undefined {
    const { world } = this.#simulator
    const projects = [...world.projects.values()]
    switch (stream) {
      case 'issues':
        return [this.#standing, ...this.#issues('listed')]
      case 'projects':
        return projects.map(({ id }) => id)
      case 'versions':
        return projects.flatMap(({ versions }) => versions.map(({ id }) => id))
      case 'components':
        return projects.flatMap(({ components }) => components.map(({ id }) => id))
      case 'boards':
        return [...world.boards.keys()]
      case 'worklogs':
        return [...world.worklogs.keys()]
      case 'sprints':
        return [...world.sprints.keys()]
      default:
        return undefined
    }
  }
}
