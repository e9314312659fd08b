import { createRandom, type Random } from '../../common/random.ts'
import { fullNameOf } from '../state/lookup.ts'
import type { Repository } from '../state/model.ts'
import type { World } from '../state/world.ts'
import type { Edit, IssuePlace } from './edit.ts'
import type { GeneratedEdit } from './script.ts'

export interface RandomEditOptions {
  readonly seed: number
  readonly count: number
  /** One edit falls every so many requests, at a random one of them; default 1. */
  readonly everyNRequests?: number
  /** Only this repository (and, for transfers, the others of its owner); default all. */
  readonly repo?: string
  /** Only these kinds; default all. */
  readonly kinds?: readonly RandomEditKind[]
  /** Most seconds the clock moves before an edit; default 2, and often 0: ties are common. */
  readonly maxAdvanceSeconds?: number
}

export type RandomEditKind =
  | 'createIssue'
  | 'editIssue'
  | 'closeIssue'
  | 'reopenIssue'
  | 'addLabel'
  | 'removeLabel'
  | 'assign'
  | 'unassign'
  | 'setMilestone'
  | 'setType'
  | 'comment'
  | 'lockIssue'
  | 'deleteIssue'
  | 'recreateIssue'
  | 'transferIssue'
  | 'hideIssue'
  | 'unhideIssue'
  | 'addSubIssue'
  | 'removeSubIssue'
  | 'addBlockedBy'
  | 'removeBlockedBy'
  | 'editMilestone'
  | 'editLabel'
  | 'setItemValue'
  | 'addItem'
  | 'removeItem'

/** Frequent first: the list says how often each kind comes. */
const WEIGHTS: Readonly<Record<RandomEditKind, number>> = {
  createIssue: 12,
  editIssue: 16,
  closeIssue: 10,
  reopenIssue: 4,
  addLabel: 8,
  removeLabel: 4,
  assign: 6,
  unassign: 3,
  setMilestone: 5,
  setType: 4,
  comment: 4,
  lockIssue: 1,
  deleteIssue: 3,
  recreateIssue: 1,
  transferIssue: 3,
  hideIssue: 2,
  unhideIssue: 2,
  addSubIssue: 5,
  removeSubIssue: 2,
  addBlockedBy: 5,
  removeBlockedBy: 2,
  editMilestone: 2,
  editLabel: 1,
  setItemValue: 5,
  addItem: 3,
  removeItem: 1,
}

/** Edits of a seeded generator, tied to request counts from `fromRequest` on. What each one is depends on the state then. */
export const randomEdits = (options: RandomEditOptions, fromRequest = 0): GeneratedEdit[] => {
  const random = createRandom(options.seed)
  const stride = Math.max(1, options.everyNRequests ?? 1)
  return Array.from({ length: options.count }, (_unused, index) => ({
    atRequest: fromRequest + index * stride + random.int(1, stride),
    generate: (world) => randomEdit(world, random, options),
  }))
}

/** One random edit, preceded by a step of the clock; empty when nothing fits the state. */
export const randomEdit = (world: World, random: Random, options: RandomEditOptions): Edit[] => {
  const seconds = random.chance(0.4) ? 0 : random.int(0, options.maxAdvanceSeconds ?? 2)
  const step: Edit[] = seconds === 0 ? [] : [{ kind: 'advanceClock', ms: seconds * 1000 }]
  for (let attempt = 0; attempt < 8; attempt++) {
    const edit = proposal(world, random, options)
    if (edit !== undefined) return [...step, edit]
  }
  return step
}

const pickKind = (random: Random, kinds: readonly RandomEditKind[]): RandomEditKind => {
  let ticket = random.next() * kinds.reduce((sum, kind) => sum + WEIGHTS[kind], 0)
  for (const kind of kinds) {
    ticket -= WEIGHTS[kind]
    if (ticket < 0) return kind
  }
  return random.pick(kinds)
}

const ALL_KINDS = Object.keys(WEIGHTS) as RandomEditKind[]

const proposal = (world: World, random: Random, options: RandomEditOptions): Edit | undefined => {
  const repositories = [...world.repositories.values()].filter(
    (repository) =>
      !repository.archived && (options.repo === undefined || fullNameOf(repository) === options.repo),
  )
  if (repositories.length === 0) return undefined
  const repository = random.pick(repositories)
  return propose({ world, random, repository, kind: pickKind(random, options.kinds ?? ALL_KINDS) })
}

interface Proposal {
  readonly world: World
  readonly random: Random
  readonly repository: Repository
  readonly kind: RandomEditKind
}

const propose = (proposal: Proposal): Edit | undefined => {
  const { random, repository, kind } = proposal
  const repo = fullNameOf(repository)
  if (kind === 'createIssue') {
    const body = random.chance(0.3) ? null : `Text ${random.hex(12)}`
    return { kind, repo, title: `Issue ${random.hex(6)}`, body }
  }
  if (kind === 'editMilestone') {
    const numbers = [...repository.milestones.keys()]
    if (numbers.length === 0) return undefined
    return { kind, repo, milestone: random.pick(numbers), title: `Milestone ${random.hex(4)}` }
  }
  if (kind === 'editLabel') {
    if (repository.labels.length === 0) return undefined
    return { kind, repo, label: random.pick(repository.labels).name, color: random.hex(6) }
  }
  if (kind === 'recreateIssue') {
    const deleted = [...repository.departed].filter(([, departed]) => departed.kind === 'deleted')
    return deleted.length === 0 ? undefined : { kind, repo, number: random.pick(deleted)[0] }
  }
  if (kind === 'setItemValue' || kind === 'removeItem') return proposeItemEdit(proposal, kind)
  return proposeIssueEdit(proposal, kind)
}

const proposeItemEdit = (
  { world, random }: Proposal,
  kind: 'setItemValue' | 'removeItem',
): Edit | undefined => {
  const projects = world.projects.filter((project) => project.items.length > 0)
  if (projects.length === 0) return undefined
  const project = random.pick(projects)
  const place = { owner: project.owner, project: project.number, item: random.pick(project.items).id }
  if (kind === 'removeItem') return { kind, ...place }
  const fields = project.fields.filter((field) =>
    ['TEXT', 'NUMBER', 'DATE', 'SINGLE_SELECT', 'ITERATION'].includes(field.dataType),
  )
  if (fields.length === 0) return undefined
  const field = random.pick(fields)
  const value = (): string | number | null => {
    if (random.chance(0.15)) return null
    if (field.dataType === 'NUMBER') return random.int(0, 13)
    if (field.dataType === 'DATE') return `2026-0${random.int(1, 9)}-1${random.int(0, 9)}`
    if (field.dataType === 'SINGLE_SELECT')
      return field.options.length === 0 ? null : random.pick(field.options).name
    if (field.dataType === 'ITERATION')
      return field.iterations.length === 0 ? null : random.pick(field.iterations).title
    return `Note ${random.hex(5)}`
  }
  return { kind, ...place, field: field.name, value: value() }
}

type IssueEditKind = Exclude<
  RandomEditKind,
  'createIssue' | 'editMilestone' | 'editLabel' | 'recreateIssue' | 'setItemValue' | 'removeItem'
>

const proposeIssueEdit = ({ world, random, repository }: Proposal, kind: IssueEditKind): Edit | undefined => {
  const wanted = kind === 'unhideIssue'
  const issues = [...repository.issues.values()].filter((issue) => issue.hidden === wanted)
  if (issues.length === 0) return undefined
  const issue = random.pick(issues)
  const place: IssuePlace = { repo: fullNameOf(repository), number: issue.number }
  const other = (): IssuePlace => ({ repo: place.repo, number: random.pick(issues).number })
  const placeOf = (id: number): IssuePlace | undefined => {
    const relative = world.issues.get(id)
    const home = relative === undefined ? undefined : world.repositories.get(relative.repositoryId)
    return relative === undefined || home === undefined
      ? undefined
      : { repo: fullNameOf(home), number: relative.number }
  }
  const organization = world.organizations.get(repository.owner.toLowerCase())
  switch (kind) {
    case 'editIssue':
      return random.chance(0.5)
        ? { kind, ...place, title: `Title ${random.hex(6)}` }
        : { kind, ...place, body: `Body ${random.hex(16)}` }
    case 'closeIssue':
      return { kind, ...place, reason: random.pick(['completed', 'not_planned', 'duplicate'] as const) }
    case 'reopenIssue':
      return issue.pull?.mergedAt ? undefined : { kind, ...place }
    case 'addLabel':
      return { kind, ...place, label: random.pick(['bug', 'feature', 'docs', 'urgent', 'later']) }
    case 'removeLabel': {
      const carried = repository.labels.filter((label) => issue.labels.includes(label.id))
      return carried.length === 0 ? undefined : { kind, ...place, label: random.pick(carried).name }
    }
    case 'assign':
      return { kind, ...place, login: random.pick(['ada', 'grace', 'linus', 'margaret', 'dennis']) }
    case 'unassign':
      return issue.assignees.length === 0
        ? undefined
        : { kind, ...place, login: random.pick(issue.assignees) }
    case 'setMilestone':
      return { kind, ...place, milestone: random.pick([null, ...repository.milestones.keys()]) }
    case 'setType': {
      const names = (organization?.issueTypes ?? []).map((type) => type.name)
      return issue.pull !== null || names.length === 0
        ? undefined
        : { kind, ...place, type: random.pick([null, ...names]) }
    }
    case 'comment':
      return { kind, ...place, body: `Comment ${random.hex(8)}` }
    case 'lockIssue':
    case 'hideIssue':
    case 'unhideIssue':
    case 'deleteIssue':
      return { kind, ...place }
    case 'transferIssue': {
      const targets = [...world.repositories.values()].filter(
        (target) =>
          target !== repository && target.owner === repository.owner && !target.archived && !target.hidden,
      )
      return targets.length === 0 || issue.pull !== null || repository.private
        ? undefined
        : { kind, ...place, to: fullNameOf(random.pick(targets)) }
    }
    case 'addSubIssue':
      return issue.pull !== null ? undefined : { kind, ...place, child: other(), replaceParent: true }
    case 'removeSubIssue': {
      const child = placeOf(issue.subIssues[0] ?? 0)
      return child === undefined ? undefined : { kind, ...place, child }
    }
    case 'addBlockedBy':
      return issue.pull !== null ? undefined : { kind, ...place, blocker: other() }
    case 'removeBlockedBy': {
      const blocker = placeOf(issue.blockedBy[0] ?? 0)
      return blocker === undefined ? undefined : { kind, ...place, blocker }
    }
    case 'addItem':
      break
  }
  const project = world.projects[0]
  if (project === undefined || kind !== 'addItem') return undefined
  return { kind, owner: project.owner, project: project.number, issue: place }
}
