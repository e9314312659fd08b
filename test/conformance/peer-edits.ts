import type { Edit } from '@headless-pmo/simulators/github'
import fc from 'fast-check'

const REPO = 'acme/app'
const PEOPLE = ['ada', 'grace'] as const
const NAMES = ['bug', 'late', 'good first issue', 'docs/api', 'zeta'] as const

/** Numbers that {@link EditTeller} reads as "which of those that there are". */
export type Draw = readonly [kind: number, which: number, what: number, more: number]

/** A random sequence of draws. */
export const someDraws: fc.Arbitrary<readonly Draw[]> = fc.array(
  fc.tuple(fc.nat(999), fc.nat(99), fc.nat(99), fc.nat(99)),
  { minLength: 4, maxLength: 14 },
)

interface Told {
  readonly labels: Set<string>
  readonly assignees: Set<string>
  closed: boolean
}

/**
 * Turns draws into edits that GitHub would carry out, repetitions included (closing what is closed, giving a
 * label that is there). It knows what there is without asking either side.
 */
export class EditTeller {
  readonly #issues: Told[] = []
  readonly #labels = new Set<string>()
  readonly #milestones: number[] = []
  #lastMilestone = 0
  #texts = 0

  tell([kind, which, what, more]: Draw): Edit {
    const by = PEOPLE[more % PEOPLE.length] ?? 'ada'
    const edits = [
      ...Array.from({ length: 3 }, () => this.#createIssue(which, what)),
      ...(this.#issues.length === 0 ? [] : this.#issueEdits(which, what, more)),
      ...this.#labelEdits(which, what, more),
      ...this.#milestoneEdits(which, what, more),
    ]
    const edit = edits[kind % edits.length]?.() ?? this.#createIssue(which, what)()
    return { by, ...edit }
  }

  #createIssue(which: number, what: number): () => Edit {
    return () => {
      const labels = NAMES.filter((_name, at) => (what >> at) % 2 === 1)
      const assignees = PEOPLE.filter((_login, at) => (which >> at) % 2 === 1)
      const milestone = this.#milestones[which % (this.#milestones.length + 1)]
      for (const name of labels) this.#labels.add(name)
      this.#issues.push({ labels: new Set(labels), assignees: new Set(assignees), closed: false })
      return {
        kind: 'createIssue',
        repo: REPO,
        title: this.#text('Issue'),
        ...(what % 3 === 0 ? {} : { body: this.#text('Body') }),
        ...(labels.length === 0 ? {} : { labels }),
        ...(assignees.length === 0 ? {} : { assignees }),
        ...(milestone === undefined ? {} : { milestone }),
      }
    }
  }

  #issueEdits(which: number, what: number, more: number): (() => Edit)[] {
    const at = which % this.#issues.length
    const issue = this.#issues[at]
    if (issue === undefined) return []
    const place = { repo: REPO, number: at + 1 }
    const login = PEOPLE[what % PEOPLE.length] ?? 'ada'
    const label = NAMES[what % NAMES.length] ?? 'bug'
    const carried = [...issue.labels][what % Math.max(1, issue.labels.size)]
    const assigned = [...issue.assignees][what % Math.max(1, issue.assignees.size)]
    // What a reason does to an issue that is closed already is a question of its own.
    const reason = issue.closed ? undefined : ([undefined, 'completed', 'not_planned'] as const)[more % 3]
    const lockReason = (['off-topic', 'too heated', 'resolved', 'spam'] as const)[more % 4] ?? 'spam'
    return [
      () => ({ kind: 'editIssue', ...place, title: this.#text('Title') }),
      () => ({ kind: 'editIssue', ...place, body: what % 4 === 0 ? null : this.#text('Text') }),
      () => {
        issue.closed = true
        return { kind: 'closeIssue', ...place, ...(reason === undefined ? {} : { reason }) }
      },
      () => {
        issue.closed = false
        return { kind: 'reopenIssue', ...place }
      },
      () => ({ kind: 'comment', ...place, body: this.#text('Comment') }),
      () => ({ kind: 'lockIssue', ...place, reason: lockReason }),
      () => ({ kind: 'unlockIssue', ...place }),
      () => ({
        kind: 'setMilestone',
        ...place,
        milestone: this.#milestones[more % (this.#milestones.length + 1)] ?? null,
      }),
      () => {
        issue.labels.add(label)
        this.#labels.add(label)
        return { kind: 'addLabel', ...place, label }
      },
      () => {
        issue.assignees.add(login)
        return { kind: 'assign', ...place, login }
      },
      ...(carried === undefined
        ? []
        : [
            (): Edit => {
              issue.labels.delete(carried)
              return { kind: 'removeLabel', ...place, label: carried }
            },
          ]),
      ...(assigned === undefined
        ? []
        : [
            (): Edit => {
              issue.assignees.delete(assigned)
              return { kind: 'unassign', ...place, login: assigned }
            },
          ]),
    ]
  }

  #labelEdits(which: number, what: number, more: number): (() => Edit)[] {
    const color = (what * 163_841 + more).toString(16).padStart(6, '0').slice(-6)
    const created = NAMES.find((name) => !this.#labels.has(name))
    const label = [...this.#labels][which % Math.max(1, this.#labels.size)]
    const create = (): Edit => {
      const name = created ?? this.#text('label')
      this.#labels.add(name)
      return { kind: 'createLabel', repo: REPO, name, color }
    }
    if (label === undefined) return [create]
    const rename = (): Edit => {
      const name = this.#text('renamed')
      this.#replaceLabel(label, name)
      return { kind: 'editLabel', repo: REPO, label, name }
    }
    const remove = (): Edit => {
      this.#replaceLabel(label, undefined)
      return { kind: 'deleteLabel', repo: REPO, label }
    }
    const recolour = (): Edit => ({
      kind: 'editLabel',
      repo: REPO,
      label,
      color,
      description: this.#text('It says'),
    })
    return [create, rename, remove, recolour]
  }

  #replaceLabel(label: string, name: string | undefined): void {
    this.#labels.delete(label)
    if (name !== undefined) this.#labels.add(name)
    for (const { labels } of this.#issues) if (labels.delete(label) && name !== undefined) labels.add(name)
  }

  #milestoneEdits(which: number, what: number, more: number): (() => Edit)[] {
    const dueOn = `2026-0${1 + (what % 9)}-1${more % 10}T08:00:00Z`
    const create = (): Edit => {
      this.#milestones.push(++this.#lastMilestone)
      const due = what % 2 === 0 ? {} : { dueOn }
      return { kind: 'createMilestone', repo: REPO, title: this.#text('Milestone'), ...due }
    }
    const at = which % Math.max(1, this.#milestones.length)
    const milestone = this.#milestones[at]
    if (milestone === undefined) return [create]
    const place = { repo: REPO, milestone }
    // The last one stays: whether its number is given again is a question of its own.
    const remove = (): Edit => {
      this.#milestones.splice(at, 1)
      return { kind: 'deleteMilestone', ...place }
    }
    return [
      create,
      ...(milestone === this.#lastMilestone ? [] : [remove]),
      () => ({ kind: 'editMilestone', ...place, state: what % 3 === 0 ? 'open' : 'closed' }),
      () => ({
        kind: 'editMilestone',
        ...place,
        title: this.#text('Stone'),
        dueOn: what % 4 === 0 ? null : dueOn,
      }),
    ]
  }

  #text(noun: string): string {
    return `${noun} ${++this.#texts}`
  }
}
