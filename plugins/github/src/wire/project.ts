import { z } from '@headless-pmo/sdk'

// GraphQL gives 64-bit ids as text (`BigInt`); they are the numbers of the REST API.
const BigIntText = z.union([z.string(), z.int(), z.bigint()])

export const Iteration = z.looseObject({
  id: z.string(),
  title: z.string(),
  startDate: z.string(),
  duration: z.int(),
})
export type Iteration = z.infer<typeof Iteration>

export const ProjectField = z.looseObject({
  id: z.string(),
  databaseId: z.int().nullish(),
  name: z.string(),
  dataType: z.string(),
  options: z
    .array(z.looseObject({ id: z.string(), name: z.string(), description: z.string().nullish() }))
    .nullish(),
  configuration: z
    .looseObject({ iterations: z.array(Iteration), completedIterations: z.array(Iteration) })
    .nullish(),
})
export type ProjectField = z.infer<typeof ProjectField>

export const Project = z.looseObject({
  id: z.string(),
  fullDatabaseId: BigIntText.nullish(),
  number: z.int(),
  title: z.string(),
  url: z.string(),
  shortDescription: z.string().nullish(),
  closed: z.boolean(),
  createdAt: z.string().nullish(),
  updatedAt: z.string().nullish(),
  fields: z.looseObject({ nodes: z.array(ProjectField.nullable()) }),
})
export type Project = z.infer<typeof Project>

/** What opening a project needs; the rest can be odd without closing it, and with it all of its items. */
export const OpenedProject = Project.pick({ id: true, fullDatabaseId: true }).extend({ title: z.unknown() })

export const FieldValue = z.looseObject({
  __typename: z.string(),
  field: z
    .looseObject({
      id: z.string().nullish(),
      databaseId: z.int().nullish(),
      name: z.string().nullish(),
      dataType: z.string().nullish(),
    })
    .nullish(),
  text: z.string().nullish(),
  number: z.number().nullish(),
  date: z.string().nullish(),
  name: z.string().nullish(),
  iterationId: z.string().nullish(),
  title: z.string().nullish(),
})
export type FieldValue = z.infer<typeof FieldValue>

const Content = z.looseObject({
  __typename: z.string(),
  fullDatabaseId: BigIntText.nullish(),
  number: z.int().nullish(),
  title: z.string().nullish(),
  url: z.string().nullish(),
  repository: z.looseObject({ nameWithOwner: z.string() }).nullish(),
})

export const ProjectItem = z.looseObject({
  id: z.string(),
  fullDatabaseId: BigIntText.nullish(),
  type: z.string(),
  isArchived: z.boolean(),
  content: Content.nullish(),
  fieldValues: z.looseObject({ nodes: z.array(FieldValue.nullable()) }),
})
export type ProjectItem = z.infer<typeof ProjectItem>

/** An item as it is stored: with the field values that did not fit its page. */
export const PlacedItem = z.looseObject({
  item: ProjectItem,
  moreValues: z.array(FieldValue.nullable()).optional(),
})
export type PlacedItem = z.infer<typeof PlacedItem>

/** A project as it is stored: with the fields that did not fit the first page. */
export const WholeProject = z.looseObject({
  project: Project,
  moreFields: z.array(ProjectField.nullable()).optional(),
})
export type WholeProject = z.infer<typeof WholeProject>
