import type { PortfolioRecord } from '@headless-pmo/sdk'
import type { MemoryStore } from '@headless-pmo/testing'
import { recordsOf } from './github-sync.ts'
import type { Held, HeldIssue } from './peer.ts'

type WorkItem = Extract<PortfolioRecord, { kind: 'workItem' }>

/** What a connection has stored of its repository, in the words in which peers tell what they hold. */
export async function foundIn(store: MemoryStore): Promise<Held> {
  const records = Object.values(
    await recordsOf(store, ['users', 'labels', 'milestones', 'issues', 'repositories']),
  )
  const logins = new Map<string, string>()
  const milestones = new Map<string, string>()
  for (const record of records) {
    if (record.kind === 'account') logins.set(record.ref, record.login ?? '')
    if (record.kind === 'milestone') milestones.set(record.ref, record.name)
  }
  const items = records.flatMap((record) => (record.kind === 'workItem' ? [record] : []))
  const issueOf = (item: WorkItem): HeldIssue => ({
    number: numberOf(item),
    title: item.title,
    body: item.description ?? null,
    state: item.status,
    stateReason: item.resolution ?? null,
    labels: item.labels ?? [],
    author: named(logins, item.reporter),
    assignees: (item.assignees ?? []).flatMap((account) => named(logins, account) ?? []),
    milestone: named(milestones, item.milestone),
    locked: item.locked ?? false,
  })
  return sorted({
    issues: items.filter(({ type }) => type !== 'pull_request').map(issueOf),
    pulls: items.filter(({ type }) => type === 'pull_request').map(numberOf),
    labels: records.flatMap((record) =>
      record.kind === 'fieldDefinition' && record.type === 'label' ? [record.name] : [],
    ),
    milestones: [...milestones.values()],
  })
}

/** What a connection should have stored of what a peer holds. */
export function expectedOf(held: Held, { pulls = false }: { readonly pulls?: boolean } = {}): Held {
  return sorted({
    ...held,
    pulls: pulls ? held.pulls : [],
    // A reason is kept of closed issues alone; GitHub's own "reopened" says nothing that the state does not.
    issues: held.issues.map((issue) => ({
      ...issue,
      body: issue.body === '' ? null : issue.body,
      stateReason: issue.state === 'closed' ? issue.stateReason : null,
    })),
  })
}

const numberOf = ({ key }: WorkItem): number => Number(key?.split('#')[1])

/** The name behind a reference; one that leads nowhere is shown as it is. */
function named(names: ReadonlyMap<string, string>, reference: WorkItem['reporter']): string | null {
  if (reference === undefined) return null
  return typeof reference === 'string' ? (names.get(reference) ?? `unknown ${reference}`) : reference.key
}

const sorted = (held: Held): Held => ({
  issues: held.issues
    .map((issue) => ({
      ...issue,
      labels: issue.labels.toSorted(),
      assignees: issue.assignees.toSorted(),
    }))
    .toSorted((one, other) => one.number - other.number),
  pulls: held.pulls.toSorted((one, other) => one - other),
  labels: held.labels.toSorted(),
  milestones: held.milestones.toSorted(),
})
