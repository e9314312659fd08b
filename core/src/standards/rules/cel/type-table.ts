import {
  capacityFact,
  flowFact,
  flowItem,
  governanceFact,
  indicatorFact,
  RECORD_LISTS,
  recordSchemas,
  scheduledItem,
  scheduleFact,
  sourceFact,
  whatIfFact,
  z,
  type FactKind,
  type Grain,
  type RecordKind,
} from '@headless-pmo/sdk'

/** What a field may be, by the names that CEL has for types; `words` are its possible values. */
export interface FieldType {
  readonly type: string
  readonly words?: readonly string[]
}

/** Fields of each type of object, by its name. */
export type TypeTable = ReadonlyMap<string, Readonly<Record<string, FieldType>>>

/** A JSON Schema as zod writes it. */
interface Schema {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly items?: Schema | boolean
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: Schema | boolean
}

const text: FieldType = { type: 'string' }
const number: FieldType = { type: 'double' }

/** A project of the PMO, as checks see it. */
const PROJECT: Readonly<Record<string, FieldType>> = {
  id: text,
  title: text,
  phase: text,
  class: text,
  program: text,
  portfolio: text,
  unit: text,
  sponsor: text,
  manager: text,
  priority: number,
  committedFinish: text,
}

const title = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1)

function wordsOf(schema: Schema): readonly string[] | undefined {
  const words = schema.const === undefined ? schema.enum : [schema.const]
  return words?.every((word) => typeof word === 'string') === true ? words : undefined
}

class Tables {
  readonly types = new Map<string, Readonly<Record<string, FieldType>>>([['Project', PROJECT]])

  /** Names the type of a schema; objects become types of their own. */
  fieldOf(schema: Schema, name: string): FieldType {
    const words = wordsOf(schema)
    if (words !== undefined) return { type: 'string', words }
    if (schema.anyOf !== undefined) {
      const all = schema.anyOf.map((one) => this.fieldOf(one, name).type)
      const [first] = all
      return { type: first !== undefined && all.every((one) => one === first) ? first : 'dyn' }
    }
    switch (schema.type ?? 'any') {
      case 'string':
        return text
      case 'number':
      case 'integer':
        return number
      case 'boolean':
        return { type: 'bool' }
      case 'array': {
        const { items } = schema
        return {
          type: `list<${typeof items === 'object' ? this.fieldOf(items, `${name}Entry`).type : 'dyn'}>`,
        }
      }
      case 'object': {
        if (schema.properties !== undefined) return { type: this.object(name, schema.properties) }
        const { additionalProperties: values } = schema
        return {
          type: `map<string, ${typeof values === 'object' ? this.fieldOf(values, `${name}Value`).type : 'dyn'}>`,
        }
      }
      default:
        return { type: 'dyn' }
    }
  }

  object(name: string, properties: Readonly<Record<string, Schema>>): string {
    this.types.set(
      name,
      Object.fromEntries(
        Object.entries(properties).map(([key, schema]) => [
          key,
          this.fieldOf(schema, `${name}${title(key)}`),
        ]),
      ),
    )
    return name
  }

  add(name: string, schema: z.ZodType, more: Readonly<Record<string, FieldType>> = {}): string {
    // Named boundary: what zod writes for an object is a JSON Schema.
    const { properties = {} } = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }) as Schema
    this.object(name, properties)
    this.types.set(name, { ...this.types.get(name), ...more })
    return name
  }
}

/** What a record says beside its fields. */
const SOURCED = { connection: text, project: text }

// The keys of object literals; TypeScript only gives them as strings.
const KINDS = Object.keys(recordSchemas) as RecordKind[]

const tables = new Tables()
const RECORDS = new Map(KINDS.map((kind) => [kind, tables.add(title(kind), recordSchemas[kind], SOURCED)]))
const FACTS: Readonly<
  Record<FactKind, { readonly item: string; readonly project: string; readonly all: string }>
> = {
  schedule: facts(tables.add('ScheduledItem', scheduledItem), tables.add('Schedule', scheduleFact)),
  flow: facts(tables.add('FlowItem', flowItem), tables.add('Flow', flowFact)),
  governance: facts(tables.add('Governance', governanceFact), 'Governance'),
  capacity: lists(tables.add('Capacity', capacityFact)),
  indicator: lists(tables.add('Indicator', indicatorFact)),
  whatIf: lists(tables.add('WhatIf', whatIfFact)),
  source: lists(tables.add('Source', sourceFact)),
}

function facts(item: string, project: string) {
  return { item, project, all: `list<${project}>` }
}

function lists(one: string) {
  const list = `list<${one}>`
  return { item: list, project: list, all: list }
}

/** Fields of every type that expressions see, taken from the schemas of the model. */
export const TYPES: TypeTable = tables.types

/** A word of expressions: its type, and the need that it stands for. */
export interface Variable {
  readonly type: string
  readonly need?: RecordKind | FactKind
}

function variablesOf(grain: Grain): ReadonlyMap<string, Variable> {
  const named = new Map<string, Variable>([['today', text]])
  if (grain === 'portfolio') named.set('projects', { type: 'list<Project>' })
  else named.set('project', { type: 'Project' })
  if (grain === 'item') {
    named.set('item', { type: 'WorkItem', need: 'workItem' })
    named.set('parent', { type: 'WorkItem', need: 'workItem' })
    named.set('children', { type: 'list<WorkItem>', need: 'workItem' })
  }
  for (const [kind, type] of RECORDS) {
    if (grain === 'item' && kind === 'workItem') continue
    named.set(RECORD_LISTS[kind], { type: `list<${type}>`, need: kind })
  }
  // The keys of an object literal.
  for (const fact of Object.keys(FACTS) as FactKind[]) {
    const by = FACTS[fact]
    named.set(fact, {
      type: grain === 'item' ? by.item : grain === 'project' ? by.project : by.all,
      need: fact,
    })
  }
  return named
}

/** The words that an expression may use, by what one evaluation sees; `params` is typed by its rule. */
export const VARIABLES: Readonly<Record<Grain, ReadonlyMap<string, Variable>>> = {
  item: variablesOf('item'),
  project: variablesOf('project'),
  portfolio: variablesOf('portfolio'),
}
