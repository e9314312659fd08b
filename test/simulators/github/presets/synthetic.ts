import { timestamp } from '../../common/clock.ts'
import { createRandom, type Random } from '../../common/random.ts'
import type { Issue, Repository } from '../state/model.ts'
import { addAccount, ensureAccount } from '../state/people.ts'
import { addLabel, addMilestone } from '../state/repositories.ts'
import type { World } from '../state/world.ts'

export interface SyntheticOptions {
  readonly count: number
  readonly random?: Random
  readonly pullShare?: number
  readonly bodyBytes?: number
  readonly relations?: boolean
}

const PEOPLE = ['ada', 'grace', 'linus', 'margaret', 'dennis', 'barbara', 'donald', 'radia']
const LABELS = ['bug', 'feature', 'docs', 'urgent', 'later', 'performance']
const WORDS = (
  'the plan moves when a task slips and nobody sees it until the release board turns red so we keep one list ' +
  'of work with owners dates and what blocks it then review it each week with the team that has to deliver'
).split(' ')

/** Issues are seconds apart on average, so that many share their second. */
const SECONDS_APART = 2

/**
 * Fills a repository with `count` issues, straight into the state: no events but the few that `relations` asks
 * for, no webhooks. 100,000 take about a second.
 */
export const seedIssues = (world: World, repository: Repository, options: SyntheticOptions): void => {
  const random = options.random ?? createRandom(world.seed)
  const labels = LABELS.map((name) => addLabel(world, repository, { name, color: random.hex(6) }))
  for (const login of PEOPLE) {
    if (!world.accounts.has(login)) addAccount(world, { login, name: login.toUpperCase() })
    if (!repository.assignees.includes(login)) repository.assignees.push(login)
  }
  const milestones = ['M1', 'M2', 'M3'].map((title) =>
    addMilestone(world, repository, { title, creator: 'ada' }),
  )
  const types = world.organizations.get(repository.owner.toLowerCase())?.issueTypes ?? []
  const end = Math.floor(world.clock.now() / 1000)
  const start = end - options.count * SECONDS_APART - 86_400
  const created: Issue[] = []
  for (let index = 0; index < options.count; index++) {
    const createdAt = start + Math.floor((index * SECONDS_APART) / 3) * 3
    const closed = random.chance(0.4)
    const updatedAt = Math.min(end, createdAt + (random.chance(0.3) ? 0 : random.int(0, 3_600)))
    const isPull = random.chance(options.pullShare ?? 0.2)
    const id = world.nextId('issue')
    const number = repository.nextNumber++
    const pullId = isPull ? world.nextId('pull') : 0
    const at = timestamp(updatedAt * 1000)
    const issue: Issue = {
      id,
      nodeId: isPull ? world.nodeId('pull', pullId) : world.nodeId('issue', id),
      number,
      repositoryId: repository.id,
      title: sentence(random, 6),
      body: sentence(random, Math.ceil((options.bodyBytes ?? 200) / 5)),
      state: closed ? 'closed' : 'open',
      stateReason: closed && !isPull ? 'completed' : null,
      author: random.pick(PEOPLE),
      authorAssociation: 'MEMBER',
      labels: labels.filter(() => random.chance(0.25)).map((label) => label.id),
      assignees: PEOPLE.filter(() => random.chance(0.08)),
      milestone: random.chance(0.4) ? random.pick(milestones).number : null,
      type: isPull || types.length === 0 ? null : random.pick(types).id,
      locked: false,
      lockReason: null,
      comments: [],
      createdAt: timestamp(createdAt * 1000),
      updatedAt: at,
      closedAt: closed ? at : null,
      closedBy: closed ? random.pick(PEOPLE) : null,
      pull: isPull
        ? { id: pullId, nodeId: world.nodeId('pull', pullId), draft: false, mergedAt: closed ? at : null }
        : null,
      parent: null,
      subIssues: [],
      blockedBy: [],
      blocking: [],
      fieldValues: new Map(),
      events: [],
      hidden: false,
      touched: false,
      rendered: null,
    }
    repository.issues.set(number, issue)
    world.issues.set(id, issue)
    if (!isPull) created.push(issue)
  }
  if (options.relations ?? true) relate(created, random)
  ensureAccount(world, repository.owner)
  repository.revision++
  repository.sharedRevision++
  world.revision++
}

const sentence = (random: Random, words: number): string => {
  const text = Array.from({ length: words }, () => random.pick(WORDS)).join(' ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}

/** One issue in ten gets a parent, one in ten a blocker, both with a smaller number: no cycles to begin with. */
const relate = (issues: readonly Issue[], random: Random): void => {
  for (const [index, issue] of issues.entries()) {
    if (index === 0) continue
    const earlier = issues[random.int(Math.max(0, index - 50), index - 1)]
    if (earlier === undefined) continue
    if (random.chance(0.1) && earlier.parent === null && earlier.subIssues.length < 90) {
      issue.parent = earlier.id
      earlier.subIssues.push(issue.id)
    }
    if (random.chance(0.1)) {
      issue.blockedBy.push(earlier.id)
      earlier.blocking.push(issue.id)
    }
  }
}
