import { z, type ContractEndpoint } from '@headless-pmo/sdk'
import { Board } from './wire/board.ts'
import { Component } from './wire/component.ts'
import { Field } from './wire/field.ts'
import { Issue } from './wire/issue.ts'
import { IssueType } from './wire/issue-type.ts'
import { Project } from './wire/project.ts'
import { Sprint } from './wire/sprint.ts'
import { Status } from './wire/status.ts'
import { User } from './wire/user.ts'
import { Version } from './wire/version.ts'
import { Worklog } from './wire/worklog.ts'

const Server = z.looseObject({
  deploymentType: z.string(),
  serverTime: z.string().nullish(),
  version: z.string(),
})
const Named = z.looseObject({ id: z.string(), name: z.string() })
const values = (element: z.ZodType) =>
  z.looseObject({ values: z.array(element), isLast: z.boolean().nullish() })
const WorklogChanges = z.looseObject({
  values: z.array(z.looseObject({ worklogId: z.int(), updatedTime: z.int() })),
  lastPage: z.boolean(),
  until: z.int().nullish(),
})
const LinkTypes = z.looseObject({ issueLinkTypes: z.array(Named) })
const Remote = z.looseObject({ id: z.int(), object: z.looseObject({ url: z.string() }) })
const Row = z.looseObject({ id: z.string(), key: z.string(), fields: z.record(z.string(), z.unknown()) })

type Endpoint = Omit<ContractEndpoint, 'method'>

const get = (path: string, reply: z.ZodType, more: Partial<Endpoint> = {}): ContractEndpoint => ({
  method: 'GET',
  path,
  reply,
  ...more,
})

const post = (path: string, reply: z.ZodType, more: Partial<Endpoint> = {}): ContractEndpoint => ({
  method: 'POST',
  path,
  reply,
  ...more,
})

/** What both editions have, under their own version of the API. */
const common = (version: 2 | 3): readonly ContractEndpoint[] => {
  const root = `/rest/api/${version}`
  return [
    get(`${root}/serverInfo`, Server, { statuses: [404] }),
    get(`${root}/myself`, User, { statuses: [401] }),
    get(`${root}/field`, z.array(Field)),
    get(`${root}/status`, z.array(Status)),
    get(`${root}/issuetype`, z.array(IssueType)),
    get(`${root}/issueLinkType`, LinkTypes),
    get(`${root}/project/{project}/versions`, z.array(Version)),
    get(`${root}/project/{project}/components`, z.array(Component)),
    get(`${root}/project/{project}`, Project, { statuses: [404] }),
    get(`${root}/issue/{issue}/remotelink`, z.array(Remote), {
      statuses: [403, 404],
      when: 'remoteLinks is on',
    }),
    get(`${root}/issue/{issue}`, Row, {
      statuses: [403, 404, 410],
      when: 'an issue is read again by its id',
    }),
    get(`${root}/worklog/updated`, WorklogChanges),
    get(`${root}/worklog/deleted`, WorklogChanges, { when: 'worklogs were read before' }),
    post(`${root}/worklog/list`, z.array(Worklog), { when: 'time is booked' }),
  ]
}

/** The endpoints that the connector relies on, with what it needs of their replies. Fields of issues are the site's own. */
export const contract: readonly ContractEndpoint[] = [
  get('/rest/api/3/project/search', values(Project), { statuses: [404], when: 'no projects are named' }),
  get('/rest/api/3/priority/search', values(Named)),
  get('/rest/api/3/resolution/search', values(Named)),
  get('/rest/api/3/users/search', z.array(User), { statuses: [403] }),
  post(
    '/rest/api/3/search/jql',
    z.looseObject({
      issues: z.array(Row),
      isLast: z.boolean().nullish(),
      nextPageToken: z.string().nullish(),
    }),
  ),
  post('/rest/api/3/search/approximate-count', z.looseObject({ count: z.int() })),
  post(
    '/rest/api/3/issue/bulkfetch',
    z.looseObject({ issues: z.array(Issue), issueErrors: z.array(z.unknown()).nullish() }),
    { tenantNames: true },
  ),
  post(
    '/rest/api/3/changelog/bulkfetch',
    z.looseObject({
      issueChangeLogs: z.array(z.looseObject({ issueId: z.string(), changeHistories: z.array(z.unknown()) })),
      nextPageToken: z.string().nullish(),
    }),
  ),
  ...common(3),
  get('/rest/api/2/project', z.array(Project), { when: 'no projects are named' }),
  get('/rest/api/2/priority', z.array(Named)),
  get('/rest/api/2/resolution', z.array(Named)),
  get('/rest/api/2/user/search', z.array(User), { statuses: [403] }),
  post('/rest/api/2/search', z.looseObject({ issues: z.array(Row), total: z.int(), startAt: z.int() })),
  ...common(2),
  get('/rest/agile/1.0/board', values(Board), { statuses: [400, 403, 404] }),
  get('/rest/agile/1.0/board/{board}/sprint', values(Sprint), { statuses: [400, 404] }),
]
