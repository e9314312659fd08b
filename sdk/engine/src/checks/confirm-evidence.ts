import {
  capacityFact,
  expectedId,
  flowFact,
  flowItem,
  governanceFact,
  indicatorFact,
  recordSchemas,
  scheduledItem,
  scheduleFact,
  sourceFact,
  whatIfFact,
  type AnyCheck,
  type Evidence,
  type FactEvidence,
  type GovernanceFact,
  type RecordEvidence,
  type RecordKey,
} from '@headless-pmo/sdk'
import type { CitedEvidence } from './check-result.ts'
import { factsIndex, factsOf } from './facts-index.ts'
import { keyText, type PortfolioIndex } from './portfolio-index.ts'

const FACT_FIELDS = {
  schedule: scheduleFact.shape,
  capacity: capacityFact.shape,
  indicator: indicatorFact.shape,
  whatIf: whatIfFact.shape,
  flow: flowFact.shape,
  source: sourceFact.shape,
  governance: governanceFact.shape,
}

/** Whether the model has a field: one of the kind's own, or a custom field that somebody has defined. */
export function hasField(index: PortfolioIndex, record: RecordKey, field: string): boolean {
  const shape: object = recordSchemas[record.kind].shape
  if (Object.hasOwn(shape, field)) return true
  if (!field.startsWith('fields.') || !Object.hasOwn(shape, 'fields')) return false
  const key = field.slice('fields.'.length)
  return customFields(index).has(`${record.connection}\u0000${key}`)
}

/** Custom fields that are defined or in use, by connection and key. */
function customFields(index: PortfolioIndex): ReadonlySet<string> {
  return index.derive('custom-fields', () => {
    const known = new Set<string>()
    for (const record of index.data.records) {
      const { connection } = record
      if (record.kind === 'fieldDefinition') known.add(`${connection}\u0000${record.key}`)
      const used = 'fields' in record && record.fields !== undefined ? Object.keys(record.fields) : []
      for (const key of used) known.add(`${connection}\u0000${key}`)
    }
    return known
  })
}

function valueAt(holder: unknown, field: string): unknown {
  const path = field.startsWith('fields.') ? ['fields', field.slice('fields.'.length)] : [field]
  let value: unknown = holder
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Readonly<Record<string, unknown>>)[key]
  }
  return value
}

function withValue(evidence: Evidence, value: unknown): CitedEvidence {
  return value === undefined ? evidence : { ...evidence, value }
}

function confirmRecord(
  index: PortfolioIndex,
  check: AnyCheck,
  evidence: RecordEvidence,
): CitedEvidence | string {
  const { connection, kind, ref } = evidence.record
  const name = `the ${kind} "${ref}" of "${connection}"`
  // A check may hand over a whole record; what is kept is its key.
  const record = { connection, kind, ref }
  if (!check.needs.includes(kind)) return `${name}, a kind that is not in its needs`
  const found = index.get(record)
  if (found === undefined) return `${name}, which does not exist`
  if (evidence.field === undefined) return { record }
  if (!hasField(index, record, evidence.field))
    return `the field "${evidence.field}" of ${name}, which does not exist`
  return withValue({ record, field: evidence.field }, valueAt(found, evidence.field))
}

/** What the PMO keeps under an id of its own. */
function entriesOf(fact: GovernanceFact): readonly { readonly id: string }[] {
  const { roles, artefacts, decisions, risks, issues, budget, tolerances, reviews, statusReports } = fact
  const lists = [roles, artefacts, decisions, risks, issues, budget, tolerances, reviews, statusReports]
  const wanted = (fact.expected ?? []).map((one) => ({ ...one, id: expectedId(one.kind) }))
  return [...lists, fact.gates, fact.baselines, wanted].flat()
}

function factsNamed(index: PortfolioIndex, { fact, project, id, item }: FactEvidence): readonly unknown[] {
  const facts = factsIndex(index)
  switch (fact) {
    case 'schedule': {
      const schedule = facts.schedules.get(project ?? '')
      if (item === undefined) return schedule === undefined ? [] : [schedule.fact]
      const scheduled = schedule?.items.get(keyText(item))
      return scheduled === undefined ? [] : [scheduled]
    }
    case 'indicator':
      return (facts.indicators.get(project) ?? []).filter((one) => id === undefined || one.id === id)
    case 'whatIf':
      return (facts.whatIfs.get(project ?? '') ?? []).filter(
        (one) => item === undefined || keyText(one.item) === keyText(item),
      )
    case 'flow': {
      const flow = facts.flows.get(project ?? '')
      if (item === undefined) return flow === undefined ? [] : [flow.fact]
      const moved = flow?.items.get(keyText(item))
      return moved === undefined ? [] : [moved]
    }
    case 'source':
      return ((project === undefined ? factsOf(index, 'source') : facts.sources.get(project)) ?? []).filter(
        (one) => id === undefined || one.connection === id,
      )
    case 'governance': {
      const kept = facts.governance.get(project ?? '')
      if (kept === undefined) return []
      return id === undefined ? [kept] : entriesOf(kept).filter((entry) => entry.id === id)
    }
    case 'capacity':
      return (
        (item === undefined ? factsOf(index, 'capacity') : facts.capacityByItem.get(keyText(item))) ?? []
      ).filter((one) => id === undefined || one.person === id)
    default:
      return fact satisfies never
  }
}

function shapeOf({ fact, item }: FactEvidence): object {
  if (item !== undefined && fact === 'schedule') return scheduledItem.shape
  return item !== undefined && fact === 'flow' ? flowItem.shape : FACT_FIELDS[fact]
}

function confirmFact(index: PortfolioIndex, check: AnyCheck, evidence: FactEvidence): CitedEvidence | string {
  const { fact, field } = evidence
  if (!check.needs.includes(fact)) return `the fact "${fact}", which is not in its needs`
  const found = factsNamed(index, evidence)
  if (found.length === 0) return `a fact "${fact}" that does not exist`
  if (field === undefined) return evidence
  // An entry of the PMO's records has fields of its own kind: those that it has.
  const shape = fact === 'governance' && evidence.id !== undefined ? found[0] : shapeOf(evidence)
  if (!Object.hasOwn(Object(shape), field))
    return `the field "${field}" of a fact "${fact}", which does not exist`
  return withValue(evidence, found.length === 1 ? valueAt(found[0], field) : undefined)
}

/**
 * Looks up a piece of evidence and adds the value that stands there (law C4).
 * @returns what it points at that is not there, as text, where it points at nothing
 */
export function confirmEvidence(
  index: PortfolioIndex,
  check: AnyCheck,
  evidence: Evidence,
): CitedEvidence | string {
  if ('record' in evidence) return confirmRecord(index, check, evidence)
  if (evidence.fact !== undefined) return confirmFact(index, check, evidence)
  return index.projects.has(evidence.project)
    ? { project: evidence.project }
    : `the project "${evidence.project}", which does not exist`
}
