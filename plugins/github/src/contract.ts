import { z, type ContractEndpoint } from '@headless-pmo/sdk'
import { Event } from './wire/event.ts'
import { IssueField } from './wire/issue-field.ts'
import { IssueType } from './wire/issue-type.ts'
import { Issue, IssueRow } from './wire/issue.ts'
import { Label } from './wire/label.ts'
import { Milestone } from './wire/milestone.ts'
import { FieldValue, Project, ProjectField, ProjectItem } from './wire/project.ts'
import { Repository } from './wire/repository.ts'
import { User } from './wire/user.ts'

/** Hidden, gone, moved, or switched off: what may become of anything that has an address. */
const GONE = [301, 403, 404, 410, 451]

const repository = '/repos/{owner}/{repo}'
const issue = `${repository}/issues/{issue_number}`

const page = z.looseObject({ hasNextPage: z.boolean(), endCursor: z.string().nullable() })
/** A GraphQL reply: beside the data it may say that parts of it were refused. */
const answer = <T extends z.ZodType>(data: T) =>
  z.looseObject({ data: data.nullish(), errors: z.array(z.looseObject({ message: z.string() })).optional() })
const fields = z.looseObject({ pageInfo: page, nodes: z.array(ProjectField.nullable()) })
const values = z.looseObject({ pageInfo: page, nodes: z.array(FieldValue.nullable()) })
const graphql = (operation: string, data: z.ZodType): ContractEndpoint => ({
  method: 'POST',
  path: '/graphql',
  operation,
  reply: answer(data),
  statuses: [502, 504],
  when: 'a project of GitHub Projects is connected',
})
const get = (path: string, reply: z.ZodType, more: Partial<ContractEndpoint> = {}): ContractEndpoint => ({
  method: 'GET',
  path,
  reply,
  ...more,
})

/** What this connector asks GitHub, and what it relies on in the replies. */
export const contract: readonly ContractEndpoint[] = [
  get('/meta', z.looseObject({ installed_version: z.string().optional() }), { statuses: [404] }),
  get(
    '/rate_limit',
    z.looseObject({ resources: z.looseObject({ core: z.looseObject({ limit: z.int() }) }) }),
    {
      statuses: [404],
      when: 'a token is used, or none',
    },
  ),
  get('/user', User, { statuses: [401, 403], when: 'a token is used, or none' }),
  get('/user/repos', z.array(Repository), { statuses: [401, 403], when: 'a token is used' }),
  get(
    '/installation/repositories',
    z.looseObject({ total_count: z.int(), repositories: z.array(Repository) }),
    {
      when: 'a GitHub App is used',
    },
  ),
  get(repository, Repository, { statuses: GONE }),
  get('/orgs/{org}', z.looseObject({ login: z.string() }), {
    statuses: GONE,
    when: 'an organization is connected',
  }),
  get('/orgs/{org}/repos', z.array(Repository), { statuses: GONE, when: 'an organization is connected' }),
  get('/orgs/{org}/issue-types', z.array(IssueType), {
    statuses: GONE,
    when: 'an organization owns a repository',
  }),
  get('/orgs/{org}/issue-fields', z.array(IssueField), {
    statuses: GONE,
    when: 'an organization owns a repository',
  }),
  get('/users/{username}', User, { statuses: GONE, when: 'owners are told apart' }),
  get(`${repository}/assignees`, z.array(User), { statuses: GONE }),
  get(`${repository}/labels`, z.array(Label), { statuses: GONE }),
  get(`${repository}/milestones`, z.array(Milestone), { statuses: GONE }),
  get(`${repository}/issues`, z.array(Issue), { statuses: [304, ...GONE] }),
  get(`${repository}/issues/events`, z.array(Event), {
    statuses: [304, 422, ...GONE],
    when: 'history is read',
  }),
  get(issue, Issue, { statuses: [304, ...GONE] }),
  get(`${issue}/timeline`, z.array(Event), { statuses: GONE, when: 'history is read' }),
  get(`${issue}/dependencies/blocked_by`, z.array(IssueRow), { statuses: GONE, when: 'an issue is blocked' }),
  get(`${issue}/dependencies/blocking`, z.array(IssueRow), {
    statuses: GONE,
    when: 'an issue blocks another',
  }),
  get(`${issue}/sub_issues`, z.array(IssueRow), { statuses: GONE, when: 'an issue has sub-issues' }),
  graphql(
    'Project',
    z.looseObject({
      owner: z.looseObject({ projectV2: Project.extend({ fields }).nullish() }).nullish(),
    }),
  ),
  graphql('ProjectFields', z.looseObject({ node: z.looseObject({ fields: fields.optional() }).nullish() })),
  graphql(
    'ProjectItems',
    z.looseObject({
      node: z
        .looseObject({
          items: z
            .looseObject({ totalCount: z.int(), pageInfo: page, nodes: z.array(ProjectItem.nullable()) })
            .optional(),
        })
        .nullish(),
    }),
  ),
  graphql('ProjectItem', z.looseObject({ node: z.union([ProjectItem, z.strictObject({})]).nullish() })),
  graphql(
    'ProjectItemValues',
    z.looseObject({ node: z.looseObject({ fieldValues: values.optional() }).nullish() }),
  ),
  graphql(
    'Projects',
    z.looseObject({
      owner: z
        .looseObject({
          projectsV2: z
            .looseObject({
              pageInfo: page,
              nodes: z.array(
                z.looseObject({ number: z.int(), title: z.string(), url: z.string() }).nullable(),
              ),
            })
            .optional(),
        })
        .nullish(),
    }),
  ),
]
