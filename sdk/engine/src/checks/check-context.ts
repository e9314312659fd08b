import {
  RECORD_LISTS,
  type AnyCheck,
  type FactKind,
  type RecordKind,
  type Reference,
  type Sourced,
} from '@headless-pmo/sdk'
import type { CheckSubject } from './check-result.ts'
import { isFact } from './fact-need.ts'
import { factsIndex, factsOf } from './facts-index.ts'
import { recordsOfItem } from './item-records.ts'
import { aroundItem, itemKey } from './item-subject.ts'
import type { PortfolioIndex } from './portfolio-index.ts'
import { recordsOfProject } from './project-records.ts'

/** What is the same for every evaluation of one run of a check. */
export interface CheckRun {
  readonly check: AnyCheck
  /** Follows references as far as the check may. */
  readonly resolve: (from: Sourced, reference: Reference | undefined, kind: RecordKind) => unknown
  readonly index: PortfolioIndex
  readonly params: Readonly<Record<string, unknown>>
  readonly today: string
}

function records(index: PortfolioIndex, kind: RecordKind, subject: CheckSubject): readonly Sourced[] {
  if (subject.grain === 'portfolio') return index.ofKind(kind)
  if (subject.grain === 'project') return recordsOfProject(index, kind, subject.project)
  const item = aroundItem(index, subject)?.workItem
  return item === undefined ? [] : recordsOfItem(index, kind, item)
}

/** The fact as the grain sees it; that it is there has been made sure of before. */
function factFor(index: PortfolioIndex, fact: FactKind, subject: CheckSubject): unknown {
  if (subject.grain === 'portfolio') return factsOf(index, fact)
  const facts = factsIndex(index)
  const project = subject.project ?? ''
  switch (fact) {
    case 'schedule': {
      const schedule = facts.schedules.get(project)
      return subject.grain === 'item' ? schedule?.items.get(itemKey(index, subject)) : schedule?.fact
    }
    case 'capacity':
      return (
        (subject.grain === 'item'
          ? facts.capacityByItem.get(itemKey(index, subject))
          : facts.capacityByProject.get(project)) ?? []
      )
    case 'indicator':
      return facts.indicators.get(project) ?? []
    case 'whatIf':
      return facts.whatIfs.get(project) ?? []
    case 'flow': {
      const flow = facts.flows.get(project)
      return subject.grain === 'item' ? flow?.items.get(itemKey(index, subject)) : flow?.fact
    }
    case 'source':
      return facts.sources.get(project) ?? []
    case 'governance':
      return facts.governance.get(project)
    default:
      return fact satisfies never
  }
}

/** Projects, and for a check that needs work items, the item with its neighbours in the breakdown. */
function subjectFields({ check, index }: CheckRun, subject: CheckSubject): Readonly<Record<string, unknown>> {
  if (subject.grain === 'portfolio') return { projects: index.data.projects }
  const project = subject.project === undefined ? undefined : index.projects.get(subject.project)
  const isAlone = subject.grain === 'project' || !check.needs.includes('workItem')
  const around = isAlone ? undefined : aroundItem(index, subject)
  return project === undefined ? { ...around } : { project, ...around }
}

/** Builds what one evaluation is handed: what the check needs, and nothing beside it. */
export function checkContext(run: CheckRun, subject: CheckSubject): Readonly<Record<string, unknown>> {
  const { check, index, params, today, resolve } = run
  const context: Record<string, unknown> = { params, today, resolve, ...subjectFields(run, subject) }
  for (const need of check.needs) {
    if (isFact(need)) context[need] = factFor(index, need, subject)
    else if (need !== 'workItem' || subject.grain !== 'item') {
      context[RECORD_LISTS[need]] = records(index, need, subject)
    }
  }
  return Object.freeze(context)
}

/** How a check follows references: to records of the kinds that it needs, and to no others. */
export function resolver({ needs }: AnyCheck, index: PortfolioIndex): CheckRun['resolve'] {
  return (from, reference, kind) => {
    if (!needs.includes(kind))
      throw new Error(`it follows a reference to "${kind}", which is not in its needs`)
    return index.resolve(from, reference, kind)
  }
}
