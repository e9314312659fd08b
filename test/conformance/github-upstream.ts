import type {
  AppliedEdit,
  Edit,
  EditKind,
  Upstream,
  UpstreamFactory,
  UpstreamOptions,
} from '@headless-pmo/testing'
import { GitHubSimulator, type SimulatorClock } from '@headless-pmo/simulators/github'

/** Where the simulated GitHub seems to be. */
export const GITHUB_ORIGIN = 'https://github.example'

/** Config of a connection to two of its repositories. */
export const githubRepositories = {
  baseUrl: GITHUB_ORIGIN,
  repositories: ['acme/app', 'acme/annex'],
  history: 'none',
} as const

/** Config of a connection to all of an organization, with its project, and with history. */
export const githubOrganization = {
  baseUrl: GITHUB_ORIGIN,
  organization: 'acme',
  projects: [{ owner: 'acme', number: 1 }],
  history: 'events',
} as const

const HOME = 'acme/app'
const ANNEX = 'acme/annex'

/** The simulator of GitHub as an upstream of the conformance kit: in memory, by the kit's clock. */
export const githubUpstream: UpstreamFactory = (options) => new GitHubUpstream(options)

class GitHubUpstream implements Upstream {
  readonly can = new Set(['create', 'edit', 'touch', 'delete', 'move', 'hide', 'show', 'recreate'] as const)
  readonly takes = new Set(['title'] as const)
  readonly #simulator: GitHubSimulator
  readonly #deleted: IssueAt[] = []

  constructor({ clock, seed, secrets, pageSize }: UpstreamOptions) {
    const standing: SimulatorClock = {
      now: () => clock.now(),
      advance: () => {
        throw new Error('The kit moves the clock.')
      },
    }
    const name = (text: string): string => `${text}-${seed}`
    this.#simulator = new GitHubSimulator({
      clock: standing,
      seed,
      apiUrl: GITHUB_ORIGIN,
      users: [{ login: 'ada' }, { login: 'grace' }],
      organizations: [
        { login: 'acme', members: ['ada', 'grace'], issueTypes: [{ name: name('Bug'), color: 'red' }] },
      ],
      repositories: [{ fullName: HOME }, { fullName: ANNEX }],
      tokens: { [secrets['token'] ?? 'no-token']: 'ada' },
      limits: { maxPerPage: pageSize },
      // Trackers with different seeds share no id.
      seedWith: (world) => {
        for (const kind of IDS) for (let id = 0; id < (seed % 97) * 100; id++) world.nextId(kind)
      },
      projects: [{ owner: 'acme', title: name('Roadmap'), fields: [{ name: 'Points', dataType: 'NUMBER' }] }],
    })
    for (const repo of [HOME, ANNEX]) {
      this.#simulator.edit({ kind: 'createLabel', repo, name: name('bug'), by: 'ada' })
      this.#simulator.edit({ kind: 'createMilestone', repo, title: name('M'), by: 'ada' })
    }
  }

  readonly transport = (request: Request): Promise<Response> => this.#simulator.respond(request)

  apply(edit: Edit): AppliedEdit | undefined {
    if (edit.kind === 'create') return this.#create(edit)
    if (edit.kind === 'recreate') return this.#recreate(edit)
    const issues = this.#issues({ hidden: edit.kind === 'show' })
    const issue = issues[edit.item % Math.max(1, issues.length)]
    return issue === undefined ? undefined : this.#change(issue, edit, edit.kind)
  }

  #create({ seed, content = {} }: Edit): AppliedEdit {
    const repo = seed % 4 === 0 ? ANNEX : HOME
    const title = content.title ?? `Issue ${seed}`
    const { id, number = 0 } = this.#simulator.edit({ kind: 'createIssue', repo, title, by: 'ada' })
    if (seed % 3 === 0)
      this.#simulator.edit({ kind: 'addItem', owner: 'acme', project: 1, issue: { repo, number }, by: 'ada' })
    return applied(String(id))
  }

  #recreate({ item }: Edit): AppliedEdit | undefined {
    const at = item % Math.max(1, this.#deleted.length)
    const [gone] = this.#deleted.splice(at, 1)
    if (gone === undefined) return undefined
    this.#simulator.edit({ kind: 'recreateIssue', repo: gone.repo, number: gone.number })
    return applied(gone.ref)
  }

  #change(issue: IssueAt, edit: Edit, kind: EditKind): AppliedEdit | undefined {
    const { repo, number, ref } = issue
    const place = { repo, number, by: 'grace' }
    const change = (one: Parameters<GitHubSimulator['edit']>[0]): AppliedEdit => {
      this.#simulator.edit(one)
      return applied(ref)
    }
    switch (kind) {
      case 'edit':
        return this.#edit(issue, edit)
      case 'touch':
        return change({ kind: 'comment', ...place, body: `Note ${edit.seed}` })
      case 'delete':
        this.#deleted.push(issue)
        return change({ kind: 'deleteIssue', ...place })
      case 'hide':
        return change({ kind: 'hideIssue', ...place })
      case 'show':
        return change({ kind: 'unhideIssue', ...place })
      case 'move': {
        const to = repo === HOME ? ANNEX : HOME
        const { id } = this.#simulator.edit({ kind: 'transferIssue', ...place, to })
        return { ...applied(ref), movedTo: String(id) }
      }
      case 'create':
      case 'recreate':
      case 'archive':
      default:
        return undefined
    }
  }

  /** One of the many ways in which an issue changes, each of which a reader sees. */
  #edit({ repo, number, ref }: IssueAt, { seed, content }: Edit): AppliedEdit {
    const place = { repo, number, by: 'grace' }
    const others = this.#issues({ hidden: false }).filter((other) => other.ref !== ref)
    const other = others[seed % Math.max(1, others.length)]
    const ways: readonly Parameters<GitHubSimulator['edit']>[0][] = [
      { kind: 'addLabel', ...place, label: `label ${seed}` },
      { kind: 'assign', ...place, login: 'ada' },
      { kind: 'setMilestone', ...place, milestone: 1 },
      { kind: 'closeIssue', ...place },
      ...(other === undefined
        ? []
        : [
            { kind: 'addBlockedBy' as const, ...place, blocker: other },
            { kind: 'addSubIssue' as const, ...place, child: other },
          ]),
    ]
    const way = seed % 2 === 0 || content?.title !== undefined ? undefined : ways[seed % ways.length]
    try {
      if (way !== undefined) this.#simulator.edit(way)
    } catch (error) {
      // Refused as GitHub refuses it: a circle, or closed already. The new title shows that there was an edit.
      if (!(error instanceof Error && error.name === 'EditError')) throw error
    }
    this.#simulator.edit({ kind: 'editIssue', ...place, title: content?.title ?? `Edited ${seed}` })
    return applied(ref)
  }

  /** Issues that are shown, or hidden, in one order. */
  #issues({ hidden }: { readonly hidden: boolean }): readonly IssueAt[] {
    return [...this.#simulator.world.repositories.values()].flatMap(({ owner, name, issues }) =>
      [...issues.values()]
        .filter((issue) => issue.hidden === hidden && issue.pull === null)
        .map((issue) => ({ repo: `${owner}/${name}`, number: issue.number, ref: String(issue.id) })),
    )
  }

  live(stream: string): readonly string[] | undefined {
    const repositories = [...this.#simulator.world.repositories.values()]
    switch (stream) {
      case 'issues':
        return this.#issues({ hidden: false }).map(({ ref }) => ref)
      case 'repositories':
        return repositories.map(({ id }) => String(id))
      case 'labels':
        return repositories.flatMap(({ labels }) => labels.map(({ id }) => String(id)))
      case 'milestones':
        return repositories.flatMap(({ milestones }) => [...milestones.values()].map(({ id }) => String(id)))
      default:
        return undefined
    }
  }
}

interface IssueAt {
  readonly repo: string
  readonly number: number
  readonly ref: string
}

const IDS = [
  'issue',
  'label',
  'milestone',
  'repository',
  'account',
  'event',
  'project',
  'projectItem',
] as const

const applied = (ref: string): AppliedEdit => ({ stream: 'issues', ref })
