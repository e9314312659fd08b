import { Ajv, type ValidateFunction } from 'ajv'
import { type OpenApiDocument, translate } from './open-api.ts'

/** Compiled validators of one document. */
export interface SchemaSet {
  /** Unknown keys are refused. */
  strict(schema: unknown): ValidateFunction
  lenient(schema: unknown): ValidateFunction
  timelineProblems(operation: string, value: unknown): { readonly place: string; readonly problem: string }[]
}

const sets = new WeakMap<OpenApiDocument, SchemaSet>()

/** The formats that the description names, as far as they can be checked without a library. */
const FORMATS: Readonly<Record<string, true | RegExp>> = {
  'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  uri: /^[a-z][a-z0-9+.-]*:\S*$/i,
  email: /^[^@\s]+@[^@\s]+$/,
  int64: true,
  int32: true,
  'repo.nwo': true,
  timestamp: true,
  'ssh-key': true,
}

/**
 * The timeline is a union so wide that almost anything fits one branch: each kind of event is therefore held
 * against its own schema too.
 */
const TIMELINE_SCHEMAS: Readonly<Record<string, string>> = {
  labeled: 'labeled-issue-event',
  unlabeled: 'unlabeled-issue-event',
  milestoned: 'milestoned-issue-event',
  demilestoned: 'demilestoned-issue-event',
  renamed: 'renamed-issue-event',
  locked: 'locked-issue-event',
  commented: 'timeline-comment-event',
  'cross-referenced': 'timeline-cross-referenced-event',
  assigned: 'timeline-assigned-issue-event',
  unassigned: 'timeline-unassigned-issue-event',
  closed: 'state-change-issue-event',
  reopened: 'state-change-issue-event',
  issue_type_added: 'issue-type-added-issue-event',
  issue_type_removed: 'issue-type-removed-issue-event',
  issue_type_changed: 'issue-type-changed-issue-event',
  sub_issue_added: 'sub-issue-added-issue-event',
  sub_issue_removed: 'sub-issue-removed-issue-event',
  parent_issue_added: 'parent-issue-added-issue-event',
  parent_issue_removed: 'parent-issue-removed-issue-event',
  blocked_by_added: 'blocked-by-added-issue-event',
  blocked_by_removed: 'blocked-by-removed-issue-event',
  blocking_added: 'blocking-added-issue-event',
  blocking_removed: 'blocking-removed-issue-event',
}

export const schemaSetOf = (document: OpenApiDocument): SchemaSet => {
  const known = sets.get(document)
  if (known !== undefined) return known
  const strict = compilerOf(document, true)
  const lenient = compilerOf(document, false)
  const set: SchemaSet = {
    strict,
    lenient,
    timelineProblems: (operation, value) => {
      if (!operation.endsWith('/timeline') || !Array.isArray(value)) return []
      return value.flatMap((entry: unknown, index) => {
        const kind =
          typeof entry === 'object' && entry !== null && 'event' in entry ? String(entry.event) : ''
        const name = TIMELINE_SCHEMAS[kind]
        if (name === undefined) return []
        const validate = strict({ $ref: `#/components/schemas/${name}` })
        if (validate(entry)) return []
        const [error] = validate.errors ?? []
        const problem = `${kind}: ${error?.message ?? ''} ${JSON.stringify(error?.params)}`
        return [{ place: `/${index}${error?.instancePath ?? ''}`, problem }]
      })
    },
  }
  sets.set(document, set)
  return set
}

const compilerOf = (document: OpenApiDocument, strict: boolean): ((schema: unknown) => ValidateFunction) => {
  const ajv = new Ajv({ strict: false, allErrors: true, formats: FORMATS, validateFormats: true })
  const schemas = document.components['schemas'] ?? {}
  const defs = Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, translate(schema, { strict })]),
  )
  ajv.addSchema({ $id: 'description', $defs: defs })
  const compiled = new Map<string, ValidateFunction>()
  return (schema) => {
    const key = JSON.stringify(schema)
    const known = compiled.get(key)
    if (known !== undefined) return known
    const translated = JSON.stringify(translate(schema, { strict })).replaceAll(
      '"#/$defs/',
      '"description#/$defs/',
    )
    const validate = ajv.compile(JSON.parse(translated) as object)
    compiled.set(key, validate)
    return validate
  }
}
