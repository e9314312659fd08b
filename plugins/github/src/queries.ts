// Every document is validated against GitHub's schema in queries.test.ts. Linked fields (labels, milestone,
// people …) are not asked for: they repeat what the issue itself says.

const FIELDS = `
  fields(first: $first, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes {
      __typename
      ... on ProjectV2FieldCommon { id databaseId name dataType }
      ... on ProjectV2SingleSelectField { options { id name description } }
      ... on ProjectV2IterationField {
        configuration {
          duration
          startDay
          iterations { id title startDate duration }
          completedIterations { id title startDate duration }
        }
      }
    }
  }
`

/** A project with its first fields and their iterations. */
export const PROJECT_QUERY = `
  query Project($owner: String!, $number: Int!, $first: Int!, $after: String) {
    owner: repositoryOwner(login: $owner) {
      ... on ProjectV2Owner {
        projectV2(number: $number) {
          id fullDatabaseId number title url shortDescription closed createdAt updatedAt
          ${FIELDS}
        }
      }
    }
  }
`

/** Further fields of a project. */
export const FIELDS_QUERY = `
  query ProjectFields($project: ID!, $first: Int!, $after: String) {
    node(id: $project) { ... on ProjectV2 { ${FIELDS} } }
  }
`

const FIELD_VALUES = `
  pageInfo { hasNextPage endCursor }
  nodes {
    __typename
    ... on ProjectV2ItemFieldValueCommon { field { ... on ProjectV2FieldCommon { id databaseId name dataType } } }
    ... on ProjectV2ItemFieldTextValue { text }
    ... on ProjectV2ItemFieldNumberValue { number }
    ... on ProjectV2ItemFieldDateValue { date }
    ... on ProjectV2ItemFieldSingleSelectValue { optionId name }
    ... on ProjectV2ItemFieldIterationValue { iterationId title startDate duration }
  }
`

const ITEM = `
  id fullDatabaseId type isArchived createdAt updatedAt
  content {
    __typename
    ... on DraftIssue { title }
    ... on Issue { fullDatabaseId number title url repository { nameWithOwner } }
    ... on PullRequest { fullDatabaseId number title url repository { nameWithOwner } }
  }
  fieldValues(first: $values) { ${FIELD_VALUES} }
`

/** A page of a project's items. */
export const ITEMS_QUERY = `
  query ProjectItems($project: ID!, $first: Int!, $values: Int!, $after: String) {
    node(id: $project) {
      ... on ProjectV2 {
        items(first: $first, after: $after) {
          totalCount
          pageInfo { hasNextPage endCursor }
          nodes { ${ITEM} }
        }
      }
    }
  }
`

/** One item by its node id, with the project that it is in. */
export const ITEM_QUERY = `
  query ProjectItem($item: ID!, $values: Int!) {
    node(id: $item) {
      ... on ProjectV2Item { ${ITEM} project { id fullDatabaseId } }
    }
  }
`

/** Further field values of one item. */
export const VALUES_QUERY = `
  query ProjectItemValues($item: ID!, $values: Int!, $after: String) {
    node(id: $item) {
      ... on ProjectV2Item { fieldValues(first: $values, after: $after) { ${FIELD_VALUES} } }
    }
  }
`

/** The projects of an owner, to choose from. */
export const PROJECTS_QUERY = `
  query Projects($owner: String!, $after: String) {
    owner: repositoryOwner(login: $owner) {
      ... on ProjectV2Owner {
        projectsV2(first: 50, after: $after) {
          pageInfo { hasNextPage endCursor }
          nodes { number title url shortDescription closed }
        }
      }
    }
  }
`
