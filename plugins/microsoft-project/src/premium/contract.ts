import { z, type ContractEndpoint } from '@headless-pmo/sdk'
import { TABLES, type ColumnKind, type Table } from './tables.ts'

const API = '/api/data/v9.2'
const FORMATTED = 'OData.Community.Display.V1.FormattedValue'

const KINDS: Readonly<Record<ColumnKind, z.ZodType>> = {
  guid: z.guid(),
  text: z.string(),
  number: z.number(),
  flag: z.boolean(),
  instant: z.iso.datetime(),
  choice: z.int(),
}

/** A row as it is relied on: any column may be null, or missing in an organisation that lacks it. */
function rowOf({ key, columns }: Table): z.ZodType {
  const shape: Record<string, z.ZodType> = {
    '@odata.etag': z.string(),
    [key]: z.guid(),
    versionnumber: z.union([z.int(), z.bigint()]),
  }
  for (const [name, kind] of Object.entries(columns)) {
    if (name !== key) shape[name] = KINDS[kind].nullish()
    shape[`${name}@${FORMATTED}`] = z.string().optional()
  }
  shape[`${key}@${FORMATTED}`] = z.string().optional()
  shape[`versionnumber@${FORMATTED}`] = z.string().optional()
  return z.looseObject(shape)
}

const list = (item: z.ZodType): z.ZodType =>
  z.looseObject({
    '@odata.context': z.string(),
    '@odata.nextLink': z.url().optional(),
    '@odata.deltaLink': z.url().optional(),
    value: z.array(item),
  })

const label = z.looseObject({ Label: z.string(), LanguageCode: z.int() })

const choices = z.looseObject({
  LogicalName: z.string(),
  OptionSet: z.looseObject({
    Options: z.array(
      z.looseObject({
        Value: z.int(),
        Label: z.looseObject({ LocalizedLabels: z.array(label), UserLocalizedLabel: label.nullable() }),
      }),
    ),
  }),
})

/** What is relied on in the Web API of Dataverse. */
export const contract: readonly ContractEndpoint[] = [
  {
    method: 'GET',
    path: `${API}/WhoAmI`,
    reply: z.looseObject({ OrganizationId: z.guid(), UserId: z.guid(), BusinessUnitId: z.guid() }),
    statuses: [401],
  },
  {
    method: 'GET',
    path: `${API}/EntityDefinitions`,
    reply: list(z.looseObject({ LogicalName: z.string(), ChangeTrackingEnabled: z.boolean() })),
  },
  {
    method: 'GET',
    path: `${API}/EntityDefinitions(LogicalName='{table}')/Attributes/Microsoft.Dynamics.CRM.PicklistAttributeMetadata`,
    reply: list(choices),
  },
  ...TABLES.map((table): ContractEndpoint => ({
    method: 'GET',
    path: `${API}/${table.set}`,
    reply: list(rowOf(table)),
    // Without a column that the organisation lacks it is asked again.
    statuses: [400],
    ...(table.required ? {} : { when: `the organisation has the table ${table.logicalName}` }),
  })),
  ...TABLES.map((table): ContractEndpoint => ({
    method: 'GET',
    path: `${API}/${table.set}({id})`,
    reply: rowOf(table),
    statuses: [400, 403, 404],
    when: 'a row is read again by its id',
  })),
]
