import { definePartition, type ConnectorContext, type Part } from '@headless-pmo/sdk'
import { Config } from '../../config.ts'
import { property } from '../../graph/property.ts'
import { DEPENDENCIES, TABLES } from '../tables.ts'
import { ask, bodyOf, type Asking, type Reply } from './client.ts'
import { RefusalError } from './refusal.ts'

/** Labels of a choice by value. */
export type Labels = Readonly<Record<string, string>>

/** What an organisation is like, asked once a run. */
export interface Organization {
  /** The reply of WhoAmI, as it came. */
  readonly whoAmI: string
  /** Tables that it has ▸ whether they track changes. */
  readonly tables: Readonly<Record<string, boolean>>
  /** What the values of link types mean: of the column of Planner premium, and of the older one. */
  readonly linkTypes: Labels
  readonly oldLinkTypes: Labels
}

/** The whole organisation is one part: change tracking knows tables, not projects. */
export const organizations = definePartition<Config, Organization>(Config, async function* (context) {
  if (context.config.premium !== undefined) yield await openOrganization(context)
})

/** Asks who we are, which tables there are, and what their link types mean. @throws RefusalError */
async function openOrganization(context: ConnectorContext<Config>): Promise<Part<Organization>> {
  const who = await askWell(context, 'WhoAmI', 'The Dataverse organisation')
  const { OrganizationId: id } = bodyOf(who)
  if (typeof id !== 'string')
    throw new Error(
      `${context.config.premium?.url ?? ''} answers, but not as a Dataverse organisation does; check \`premium.url\`.`,
    )
  const tables = await tablesOf(context)
  const { linkTypes, oldLinkTypes } =
    DEPENDENCIES.logicalName in tables ? await linkTypesOf(context) : { linkTypes: {}, oldLinkTypes: {} }
  return {
    key: id,
    title: new URL(context.config.premium?.url ?? '').host,
    data: { whoAmI: who.text, tables, linkTypes, oldLinkTypes },
  }
}

async function tablesOf(context: Asking): Promise<Record<string, boolean>> {
  const names = TABLES.map(({ logicalName }) => `LogicalName eq '${logicalName}'`).join(' or ')
  const reply = await askWell(
    context,
    `EntityDefinitions?$select=LogicalName,ChangeTrackingEnabled&$filter=${encodeURIComponent(names)}`,
    'The list of tables',
  )
  const tables: Record<string, boolean> = {}
  for (const { LogicalName: name, ChangeTrackingEnabled: tracked } of rowsOf(reply))
    if (typeof name === 'string') tables[name] = tracked === true
  return tables
}

async function linkTypesOf(context: Asking): Promise<Pick<Organization, 'linkTypes' | 'oldLinkTypes'>> {
  const reply = await askWell(
    context,
    `EntityDefinitions(LogicalName='${DEPENDENCIES.logicalName}')/Attributes/Microsoft.Dynamics.CRM.PicklistAttributeMetadata?$select=LogicalName&$expand=OptionSet`,
    'What the link types of the organisation mean',
  )
  const labelsOf = (column: string): Labels => {
    const found = rowsOf(reply).find(({ LogicalName: name }) => name === column)
    return labelsIn(found?.['OptionSet'])
  }
  return {
    linkTypes: labelsOf('msdyn_projecttaskdependencylinktype'),
    oldLinkTypes: labelsOf('msdyn_linktype'),
  }
}

const ENGLISH = 1033

/** English labels where there are any: they are understood best; else those that the reader sees. */
function labelsIn(optionSet: unknown): Labels {
  const labels: Record<string, string> = {}
  for (const option of objectsIn(property(optionSet, 'Options'))) {
    const [label, value] = [property(option, 'Label'), property(option, 'Value')]
    const localized = objectsIn(property(label, 'LocalizedLabels'))
    const found = [
      localized.find((one) => Number(one['LanguageCode']) === ENGLISH)?.['Label'],
      property(property(label, 'UserLocalizedLabel'), 'Label'),
      localized[0]?.['Label'],
    ].find((text) => typeof text === 'string')
    if (found !== undefined && ['number', 'bigint', 'string'].includes(typeof value))
      labels[String(value)] = found
  }
  return labels
}

async function askWell(context: Asking, address: string, what: string): Promise<Reply> {
  const reply = await ask(context, address)
  if (reply.status !== 200) throw new RefusalError(reply, what)
  return reply
}

function rowsOf(reply: Reply): readonly Readonly<Record<string, unknown>>[] {
  const { value } = bodyOf(reply)
  if (!Array.isArray(value)) throw new Error('Dataverse answered a list without rows; check `premium.url`.')
  return objectsIn(value)
}

/** The elements of a list that are objects. */
function objectsIn(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  const isObject = (one: unknown): one is Readonly<Record<string, unknown>> =>
    typeof one === 'object' && one !== null
  return Array.isArray(value) ? value.filter(isObject) : []
}
