import type { Problem } from '../../common/gate/exchange.ts'
import type { Dispatched } from '../dispatch.ts'
import type { World } from '../state/world.ts'

interface ToldDefinition {
  readonly LogicalName?: string
  readonly EntitySetName?: string
  readonly ChangeTrackingEnabled?: boolean
  readonly OptionSet?: {
    readonly Options?: readonly {
      readonly Value: number
      readonly Label?: {
        readonly LocalizedLabels?: readonly { readonly Label: string; readonly LanguageCode: number }[]
      }
    }[]
  }
}

/** Whether what is told of tables and choices is what the rows follow. */
export function definitionProblems(world: World, { template, params, reply }: Dispatched): Problem[] {
  if (template?.startsWith('/EntityDefinitions') !== true) return []
  // The description has checked the form before.
  const body = JSON.parse(String(reply.body)) as ToldDefinition & {
    readonly value?: readonly ToldDefinition[]
  }
  const told = body.value ?? [body]
  return told.flatMap((one, at) =>
    (template.endsWith('PicklistAttributeMetadata')
      ? choiceProblems(world, params['LogicalName'] ?? '', one)
      : tableProblems(world, one)
    ).map((problem) => ({ place: body.value === undefined ? '' : `/value/${at}`, problem })),
  )
}

function tableProblems(world: World, told: ToldDefinition): string[] {
  const { LogicalName: name, EntitySetName: set, ChangeTrackingEnabled: tracked } = told
  if (name === undefined) return []
  const table = world.tables.get(name)
  if (table === undefined) return [`there is no table ${name}`]
  return [
    ...(set !== undefined && set !== table.definition.set ? [`${name} is not at ${set}`] : []),
    ...(tracked !== undefined && tracked !== world.tenant.tracked.has(name)
      ? [`change tracking of ${name} is not ${tracked ? 'on' : 'off'}`]
      : []),
  ]
}

function choiceProblems(world: World, table: string, { LogicalName, OptionSet }: ToldDefinition): string[] {
  if (LogicalName === undefined || OptionSet?.Options === undefined) return []
  const options = world.tenant.choices.get(`${table}.${LogicalName}`) ?? []
  const wanted = JSON.stringify(options.map(({ value, labels }) => [value, Object.entries(labels)]))
  const told = JSON.stringify(
    OptionSet.Options.map(({ Value, Label }) => [
      Value,
      (Label?.LocalizedLabels ?? []).map((label) => [String(label.LanguageCode), label.Label]),
    ]),
  )
  return wanted === told ? [] : [`the options of ${LogicalName} are ${wanted}, not ${told}`]
}
