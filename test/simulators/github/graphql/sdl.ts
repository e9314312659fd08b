/**
 * The part of GitHub's GraphQL schema that the simulator answers, written by hand: the demo runs where the official
 * file is not. Names, arguments and nullability are GitHub's; a test holds every field against the official schema.
 */
export const SIMULATED_SDL = /* GraphQL */ `
  scalar BigInt
  scalar Date
  scalar DateTime
  scalar HTML
  scalar URI

  type Query {
    node(id: ID!): Node
    nodes(ids: [ID!]!): [Node]!
    organization(login: String!): Organization
    rateLimit(dryRun: Boolean = false): RateLimit
    repository(followRenames: Boolean = true, name: String!, owner: String!): Repository
    repositoryOwner(login: String!): RepositoryOwner
    user(login: String!): User
    viewer: User!
  }

  interface Node {
    id: ID!
  }
  interface Actor {
    avatarUrl(size: Int): URI!
    login: String!
    resourcePath: URI!
    url: URI!
  }
  interface ProjectV2Owner {
    id: ID!
    projectV2(number: Int!): ProjectV2
    projectsV2(
      after: String
      before: String
      first: Int
      last: Int
      minPermissionLevel: ProjectV2PermissionLevel = READ
      orderBy: ProjectV2Order = { field: NUMBER, direction: DESC }
      query: String
    ): ProjectV2Connection!
  }
  interface RepositoryOwner {
    avatarUrl(size: Int): URI!
    id: ID!
    login: String!
    repository(followRenames: Boolean = true, name: String!): Repository
    resourcePath: URI!
    url: URI!
  }

  type RateLimit {
    cost: Int!
    limit: Int!
    nodeCount: Int!
    remaining: Int!
    resetAt: DateTime!
    used: Int!
  }
  type PageInfo {
    endCursor: String
    hasNextPage: Boolean!
    hasPreviousPage: Boolean!
    startCursor: String
  }

  enum OrderDirection {
    ASC
    DESC
  }
  enum IssueState {
    CLOSED
    OPEN
  }
  enum IssueStateReason {
    COMPLETED
    DUPLICATE
    NOT_PLANNED
    REOPENED
  }
  enum IssueOrderField {
    COMMENTS
    CREATED_AT
    UPDATED_AT
  }
  enum PullRequestState {
    CLOSED
    MERGED
    OPEN
  }
  enum MilestoneState {
    CLOSED
    OPEN
  }
  enum LabelOrderField {
    CREATED_AT
    NAME
  }
  enum MilestoneOrderField {
    CREATED_AT
    DUE_DATE
    NUMBER
    UPDATED_AT
  }
  enum LockReason {
    OFF_TOPIC
    RESOLVED
    SPAM
    TOO_HEATED
  }
  enum ProjectV2PermissionLevel {
    ADMIN
    READ
    WRITE
  }
  enum ProjectV2OrderField {
    CREATED_AT
    NUMBER
    TITLE
    UPDATED_AT
  }
  enum ProjectV2ItemOrderField {
    POSITION
  }
  enum ProjectV2ItemFieldValueOrderField {
    POSITION
  }
  enum ProjectV2FieldOrderField {
    CREATED_AT
    NAME
    POSITION
  }
  enum ProjectV2ItemType {
    DRAFT_ISSUE
    ISSUE
    PULL_REQUEST
    REDACTED
  }
  enum ProjectV2SingleSelectFieldOptionColor {
    BLUE
    GRAY
    GREEN
    ORANGE
    PINK
    PURPLE
    RED
    YELLOW
  }
  enum ProjectV2FieldType {
    ASSIGNEES
    DATE
    ITERATION
    LABELS
    LINKED_PULL_REQUESTS
    MILESTONE
    NUMBER
    PARENT_ISSUE
    REPOSITORY
    REVIEWERS
    SINGLE_SELECT
    SUB_ISSUES_PROGRESS
    TEXT
    TITLE
    TRACKED_BY
    TRACKS
  }

  input IssueFilters {
    assignee: String
    createdBy: String
    labels: [String!]
    mentioned: String
    milestone: String
    milestoneNumber: String
    since: DateTime
    states: [IssueState!]
    viewerSubscribed: Boolean = false
  }
  input IssueOrder {
    direction: OrderDirection!
    field: IssueOrderField!
  }
  input LabelOrder {
    direction: OrderDirection!
    field: LabelOrderField!
  }
  input MilestoneOrder {
    direction: OrderDirection!
    field: MilestoneOrderField!
  }
  input ProjectV2Order {
    direction: OrderDirection!
    field: ProjectV2OrderField!
  }
  input ProjectV2ItemOrder {
    direction: OrderDirection!
    field: ProjectV2ItemOrderField!
  }
  input ProjectV2ItemFieldValueOrder {
    direction: OrderDirection!
    field: ProjectV2ItemFieldValueOrderField!
  }
  input ProjectV2FieldOrder {
    direction: OrderDirection!
    field: ProjectV2FieldOrderField!
  }

  type User implements Actor & Node & ProjectV2Owner & RepositoryOwner {
    avatarUrl(size: Int): URI!
    createdAt: DateTime!
    databaseId: Int
    email: String!
    id: ID!
    login: String!
    name: String
    projectV2(number: Int!): ProjectV2
    projectsV2(
      after: String
      before: String
      first: Int
      last: Int
      minPermissionLevel: ProjectV2PermissionLevel = READ
      orderBy: ProjectV2Order = { field: NUMBER, direction: DESC }
      query: String
    ): ProjectV2Connection!
    repository(followRenames: Boolean = true, name: String!): Repository
    resourcePath: URI!
    updatedAt: DateTime!
    url: URI!
  }
  type Bot implements Actor & Node {
    avatarUrl(size: Int): URI!
    createdAt: DateTime!
    databaseId: Int
    id: ID!
    login: String!
    resourcePath: URI!
    updatedAt: DateTime!
    url: URI!
  }
  type Organization implements Actor & Node & ProjectV2Owner & RepositoryOwner {
    avatarUrl(size: Int): URI!
    createdAt: DateTime!
    databaseId: Int
    id: ID!
    login: String!
    membersWithRole(after: String, before: String, first: Int, last: Int): OrganizationMemberConnection!
    name: String
    projectV2(number: Int!): ProjectV2
    projectsV2(
      after: String
      before: String
      first: Int
      last: Int
      minPermissionLevel: ProjectV2PermissionLevel = READ
      orderBy: ProjectV2Order = { field: NUMBER, direction: DESC }
      query: String
    ): ProjectV2Connection!
    repository(followRenames: Boolean = true, name: String!): Repository
    resourcePath: URI!
    updatedAt: DateTime!
    url: URI!
  }

  type Repository implements Node {
    assignableUsers(after: String, before: String, first: Int, last: Int, query: String): UserConnection!
    createdAt: DateTime!
    databaseId: Int
    description: String
    id: ID!
    isArchived: Boolean!
    isPrivate: Boolean!
    issue(number: Int!): Issue
    issueOrPullRequest(number: Int!): IssueOrPullRequest
    issues(
      after: String
      before: String
      filterBy: IssueFilters
      first: Int
      labels: [String!]
      last: Int
      orderBy: IssueOrder
      states: [IssueState!]
    ): IssueConnection!
    labels(
      after: String
      before: String
      first: Int
      last: Int
      orderBy: LabelOrder = { field: CREATED_AT, direction: ASC }
      query: String
    ): LabelConnection
    milestones(
      after: String
      before: String
      first: Int
      last: Int
      orderBy: MilestoneOrder
      query: String
      states: [MilestoneState!]
    ): MilestoneConnection
    name: String!
    nameWithOwner: String!
    owner: RepositoryOwner!
    projectV2(number: Int!): ProjectV2
    projectsV2(
      after: String
      before: String
      first: Int
      last: Int
      minPermissionLevel: ProjectV2PermissionLevel = READ
      orderBy: ProjectV2Order = { field: NUMBER, direction: DESC }
      query: String
    ): ProjectV2Connection!
    pullRequest(number: Int!): PullRequest
    resourcePath: URI!
    updatedAt: DateTime!
    url: URI!
  }

  type Label implements Node {
    color: String!
    createdAt: DateTime
    description: String
    id: ID!
    isDefault: Boolean!
    name: String!
    repository: Repository!
    resourcePath: URI!
    url: URI!
  }
  type Milestone implements Node {
    closed: Boolean!
    closedAt: DateTime
    createdAt: DateTime!
    creator: Actor
    description: String
    dueOn: DateTime
    id: ID!
    number: Int!
    progressPercentage: Float!
    repository: Repository!
    resourcePath: URI!
    state: MilestoneState!
    title: String!
    updatedAt: DateTime!
    url: URI!
  }

  type Issue implements Node {
    activeLockReason: LockReason
    assignees(after: String, before: String, first: Int, last: Int): UserConnection!
    author: Actor
    body: String!
    bodyText: String!
    closed: Boolean!
    closedAt: DateTime
    createdAt: DateTime!
    databaseId: Int
    fullDatabaseId: BigInt
    id: ID!
    labels(
      after: String
      before: String
      first: Int
      last: Int
      orderBy: LabelOrder = { field: CREATED_AT, direction: ASC }
    ): LabelConnection
    locked: Boolean!
    milestone: Milestone
    number: Int!
    parent: Issue
    projectItems(
      after: String
      before: String
      first: Int
      includeArchived: Boolean = true
      last: Int
    ): ProjectV2ItemConnection!
    repository: Repository!
    resourcePath: URI!
    state: IssueState!
    stateReason(enableDuplicate: Boolean = false): IssueStateReason
    subIssues(after: String, before: String, first: Int, last: Int): IssueConnection!
    subIssuesSummary: SubIssuesSummary!
    title: String!
    updatedAt: DateTime!
    url: URI!
  }
  type SubIssuesSummary {
    completed: Int!
    percentCompleted: Int!
    total: Int!
  }

  type PullRequest implements Node {
    assignees(after: String, before: String, first: Int, last: Int): UserConnection!
    author: Actor
    body: String!
    closed: Boolean!
    closedAt: DateTime
    createdAt: DateTime!
    databaseId: Int
    fullDatabaseId: BigInt
    id: ID!
    isDraft: Boolean!
    labels(
      after: String
      before: String
      first: Int
      last: Int
      orderBy: LabelOrder = { field: CREATED_AT, direction: ASC }
    ): LabelConnection
    locked: Boolean!
    merged: Boolean!
    mergedAt: DateTime
    milestone: Milestone
    number: Int!
    projectItems(
      after: String
      before: String
      first: Int
      includeArchived: Boolean = true
      last: Int
    ): ProjectV2ItemConnection!
    repository: Repository!
    resourcePath: URI!
    state: PullRequestState!
    title: String!
    updatedAt: DateTime!
    url: URI!
  }
  union IssueOrPullRequest = Issue | PullRequest
  union RequestedReviewer = Bot | User

  type DraftIssue implements Node {
    assignees(after: String, before: String, first: Int, last: Int): UserConnection!
    body: String!
    bodyText: String!
    createdAt: DateTime!
    creator: Actor
    id: ID!
    title: String!
    updatedAt: DateTime!
  }

  type ProjectV2 implements Node {
    closed: Boolean!
    closedAt: DateTime
    createdAt: DateTime!
    creator: Actor
    databaseId: Int
    field(name: String!): ProjectV2FieldConfiguration
    fields(
      after: String
      before: String
      first: Int
      last: Int
      orderBy: ProjectV2FieldOrder = { field: POSITION, direction: ASC }
    ): ProjectV2FieldConfigurationConnection!
    fullDatabaseId: BigInt
    id: ID!
    items(
      after: String
      before: String
      first: Int
      last: Int
      orderBy: ProjectV2ItemOrder = { field: POSITION, direction: ASC }
    ): ProjectV2ItemConnection!
    number: Int!
    owner: ProjectV2Owner!
    public: Boolean!
    readme: String
    resourcePath: URI!
    shortDescription: String
    template: Boolean!
    title: String!
    updatedAt: DateTime!
    url: URI!
  }

  interface ProjectV2FieldCommon {
    createdAt: DateTime!
    dataType: ProjectV2FieldType!
    databaseId: Int
    id: ID!
    name: String!
    project: ProjectV2!
    updatedAt: DateTime!
  }
  type ProjectV2Field implements Node & ProjectV2FieldCommon {
    createdAt: DateTime!
    dataType: ProjectV2FieldType!
    databaseId: Int
    id: ID!
    name: String!
    project: ProjectV2!
    updatedAt: DateTime!
  }
  type ProjectV2SingleSelectField implements Node & ProjectV2FieldCommon {
    createdAt: DateTime!
    dataType: ProjectV2FieldType!
    databaseId: Int
    id: ID!
    name: String!
    options(names: [String!]): [ProjectV2SingleSelectFieldOption!]!
    project: ProjectV2!
    updatedAt: DateTime!
  }
  type ProjectV2IterationField implements Node & ProjectV2FieldCommon {
    configuration: ProjectV2IterationFieldConfiguration!
    createdAt: DateTime!
    dataType: ProjectV2FieldType!
    databaseId: Int
    id: ID!
    name: String!
    project: ProjectV2!
    updatedAt: DateTime!
  }
  type ProjectV2SingleSelectFieldOption {
    color: ProjectV2SingleSelectFieldOptionColor!
    description: String!
    descriptionHTML: String!
    id: String!
    name: String!
    nameHTML: String!
  }
  type ProjectV2IterationFieldConfiguration {
    completedIterations: [ProjectV2IterationFieldIteration!]!
    duration: Int!
    iterations: [ProjectV2IterationFieldIteration!]!
    startDay: Int!
  }
  type ProjectV2IterationFieldIteration {
    duration: Int!
    id: String!
    startDate: Date!
    title: String!
    titleHTML: String!
  }
  union ProjectV2FieldConfiguration = ProjectV2Field | ProjectV2IterationField | ProjectV2SingleSelectField

  type ProjectV2Item implements Node {
    content: ProjectV2ItemContent
    createdAt: DateTime!
    creator: Actor
    databaseId: Int
    fieldValueByName(name: String!): ProjectV2ItemFieldValue
    fieldValues(
      after: String
      before: String
      first: Int
      last: Int
      orderBy: ProjectV2ItemFieldValueOrder = { field: POSITION, direction: ASC }
    ): ProjectV2ItemFieldValueConnection!
    fullDatabaseId: BigInt
    id: ID!
    isArchived: Boolean!
    project: ProjectV2!
    type: ProjectV2ItemType!
    updatedAt: DateTime!
  }
  union ProjectV2ItemContent = DraftIssue | Issue | PullRequest

  interface ProjectV2ItemFieldValueCommon {
    createdAt: DateTime!
    creator: Actor
    databaseId: Int
    field: ProjectV2FieldConfiguration!
    id: ID!
    item: ProjectV2Item!
    updatedAt: DateTime!
  }
  type ProjectV2ItemFieldTextValue implements Node & ProjectV2ItemFieldValueCommon {
    createdAt: DateTime!
    creator: Actor
    databaseId: Int
    field: ProjectV2FieldConfiguration!
    id: ID!
    item: ProjectV2Item!
    text: String
    updatedAt: DateTime!
  }
  type ProjectV2ItemFieldNumberValue implements Node & ProjectV2ItemFieldValueCommon {
    createdAt: DateTime!
    creator: Actor
    databaseId: Int
    field: ProjectV2FieldConfiguration!
    id: ID!
    item: ProjectV2Item!
    number: Float
    updatedAt: DateTime!
  }
  type ProjectV2ItemFieldDateValue implements Node & ProjectV2ItemFieldValueCommon {
    createdAt: DateTime!
    creator: Actor
    databaseId: Int
    date: Date
    field: ProjectV2FieldConfiguration!
    id: ID!
    item: ProjectV2Item!
    updatedAt: DateTime!
  }
  type ProjectV2ItemFieldSingleSelectValue implements Node & ProjectV2ItemFieldValueCommon {
    color: ProjectV2SingleSelectFieldOptionColor!
    createdAt: DateTime!
    creator: Actor
    databaseId: Int
    description: String
    descriptionHTML: String
    field: ProjectV2FieldConfiguration!
    id: ID!
    item: ProjectV2Item!
    name: String
    nameHTML: String
    optionId: String
    updatedAt: DateTime!
  }
  type ProjectV2ItemFieldIterationValue implements Node & ProjectV2ItemFieldValueCommon {
    createdAt: DateTime!
    creator: Actor
    databaseId: Int
    duration: Int!
    field: ProjectV2FieldConfiguration!
    id: ID!
    item: ProjectV2Item!
    iterationId: String!
    startDate: Date!
    title: String!
    titleHTML: String!
    updatedAt: DateTime!
  }
  type ProjectV2ItemFieldUserValue {
    field: ProjectV2FieldConfiguration!
    users(after: String, before: String, first: Int, last: Int): UserConnection
  }
  type ProjectV2ItemFieldLabelValue {
    field: ProjectV2FieldConfiguration!
    labels(after: String, before: String, first: Int, last: Int): LabelConnection
  }
  type ProjectV2ItemFieldMilestoneValue {
    field: ProjectV2FieldConfiguration!
    milestone: Milestone
  }
  type ProjectV2ItemFieldRepositoryValue {
    field: ProjectV2FieldConfiguration!
    repository: Repository
  }
  type ProjectV2ItemFieldReviewerValue {
    field: ProjectV2FieldConfiguration!
    reviewers(after: String, before: String, first: Int, last: Int): RequestedReviewerConnection
  }
  type ProjectV2ItemFieldPullRequestValue {
    field: ProjectV2FieldConfiguration!
    pullRequests(after: String, before: String, first: Int, last: Int): PullRequestConnection
  }
  union ProjectV2ItemFieldValue =
    | ProjectV2ItemFieldDateValue
    | ProjectV2ItemFieldIterationValue
    | ProjectV2ItemFieldLabelValue
    | ProjectV2ItemFieldMilestoneValue
    | ProjectV2ItemFieldNumberValue
    | ProjectV2ItemFieldPullRequestValue
    | ProjectV2ItemFieldRepositoryValue
    | ProjectV2ItemFieldReviewerValue
    | ProjectV2ItemFieldSingleSelectValue
    | ProjectV2ItemFieldTextValue
    | ProjectV2ItemFieldUserValue

  type UserConnection {
    edges: [UserEdge]
    nodes: [User]
    pageInfo: PageInfo!
    totalCount: Int!
  }
  type UserEdge {
    cursor: String!
    node: User
  }
  type OrganizationMemberConnection {
    edges: [OrganizationMemberEdge]
    nodes: [User]
    pageInfo: PageInfo!
    totalCount: Int!
  }
  type OrganizationMemberEdge {
    cursor: String!
    node: User
  }
  type RequestedReviewerConnection {
    edges: [RequestedReviewerEdge]
    nodes: [RequestedReviewer]
    pageInfo: PageInfo!
    totalCount: Int!
  }
  type RequestedReviewerEdge {
    cursor: String!
    node: RequestedReviewer
  }
  type LabelConnection {
    edges: [LabelEdge]
    nodes: [Label]
    pageInfo: PageInfo!
    totalCount: Int!
  }
  type LabelEdge {
    cursor: String!
    node: Label
  }
  type MilestoneConnection {
    edges: [MilestoneEdge]
    nodes: [Milestone]
    pageInfo: PageInfo!
    totalCount: Int!
  }
  type MilestoneEdge {
    cursor: String!
    node: Milestone
  }
  type IssueConnection {
    edges: [IssueEdge]
    nodes: [Issue]
    pageInfo: PageInfo!
    totalCount: Int!
  }
  type IssueEdge {
    cursor: String!
    node: Issue
  }
  type PullRequestConnection {
    edges: [PullRequestEdge]
    nodes: [PullRequest]
    pageInfo: PageInfo!
    totalCount: Int!
  }
  type PullRequestEdge {
    cursor: String!
    node: PullRequest
  }
  type ProjectV2Connection {
    edges: [ProjectV2Edge]
    nodes: [ProjectV2]
    pageInfo: PageInfo!
    totalCount: Int!
  }
  type ProjectV2Edge {
    cursor: String!
    node: ProjectV2
  }
  type ProjectV2FieldConfigurationConnection {
    edges: [ProjectV2FieldConfigurationEdge]
    nodes: [ProjectV2FieldConfiguration]
    pageInfo: PageInfo!
    totalCount: Int!
  }
  type ProjectV2FieldConfigurationEdge {
    cursor: String!
    node: ProjectV2FieldConfiguration
  }
  type ProjectV2ItemConnection {
    edges: [ProjectV2ItemEdge]
    nodes: [ProjectV2Item]
    pageInfo: PageInfo!
    totalCount: Int!
  }
  type ProjectV2ItemEdge {
    cursor: String!
    node: ProjectV2Item
  }
  type ProjectV2ItemFieldValueConnection {
    edges: [ProjectV2ItemFieldValueEdge]
    nodes: [ProjectV2ItemFieldValue]
    pageInfo: PageInfo!
    totalCount: Int!
  }
  type ProjectV2ItemFieldValueEdge {
    cursor: String!
    node: ProjectV2ItemFieldValue
  }
`

/**
 * What the live service has and the published schema file (@octokit/graphql-schema 15.26.1, end of 2025) lacks.
 * It is laid over both schemas, so that a query using it validates the same way with and without the official file.
 */
export const EXTENSION_SDL = /* GraphQL */ `
  extend type Issue {
    blockedBy(after: String, before: String, first: Int, last: Int): IssueConnection!
    blocking(after: String, before: String, first: Int, last: Int): IssueConnection!
    issueDependenciesSummary: IssueDependenciesSummary!
    issueType: IssueType
  }
  type IssueDependenciesSummary {
    blockedBy: Int!
    blocking: Int!
    totalBlockedBy: Int!
    totalBlocking: Int!
  }
  type IssueType implements Node {
    color: IssueTypeColor!
    description: String
    id: ID!
    isEnabled: Boolean!
    name: String!
  }
  enum IssueTypeColor {
    BLUE
    GRAY
    GREEN
    ORANGE
    PINK
    PURPLE
    RED
    YELLOW
  }
`
