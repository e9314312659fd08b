import { z, type ContractEndpoint } from '@headless-pmo/sdk'
import { Person } from './wire/person.ts'
import { Bucket, IdentitySet, Plan, PlanDetails } from './wire/plan.ts'
import { Task, TaskDetails } from './wire/task.ts'

/** Hidden or gone: what may become of anything that has an id. */
const GONE = [403, 404]

const context = { '@odata.context': z.string().optional() }
const list = (element: z.ZodType): z.ZodType =>
  z.looseObject({ ...context, '@odata.nextLink': z.string().optional(), value: z.array(element) })
const get = (path: string, reply: z.ZodType, more: Partial<ContractEndpoint> = {}): ContractEndpoint => ({
  method: 'GET',
  path,
  reply,
  ...more,
})

// What is known to come beside what is mapped, so that it is no news.
const text = z.string().nullish()
const KnownBucket = Bucket.extend({ ...context, orderHint: text })
const KnownTask = Task.extend({
  ...context,
  orderHint: text,
  assigneePriority: text,
  previewType: text,
  conversationThreadId: text,
  hasDescription: z.boolean().nullish(),
  referenceCount: z.int().nullish(),
  checklistItemCount: z.int().nullish(),
  activeChecklistItemCount: z.int().nullish(),
  completedBy: IdentitySet.nullish(),
})
const KnownPerson = Person.extend({ ...context, userType: text })
const KnownMember = z.looseObject({
  '@odata.type': z.string(),
  id: z.string(),
  businessPhones: z.array(z.string()).nullish(),
  displayName: text,
  givenName: text,
  jobTitle: text,
  mail: text,
  mobilePhone: text,
  officeLocation: text,
  preferredLanguage: text,
  surname: text,
  userPrincipalName: text,
})
const KnownDetails = TaskDetails.extend({ ...context, id: z.string(), previewType: text })
const KnownPlanDetails = PlanDetails.extend({
  ...context,
  id: z.string(),
  sharedWith: z.record(z.string(), z.unknown()).nullish(),
})

const plan = '/v1.0/planner/plans/{id}'
const task = '/v1.0/planner/tasks/{id}'

/** What this store asks Microsoft Graph, and what it relies on in the replies. */
export const contract: readonly ContractEndpoint[] = [
  get('/v1.0/groups', list(z.looseObject({ id: z.string(), displayName: text })), {
    statuses: [401, 403],
    when: 'neither groups nor plans are named',
  }),
  get('/v1.0/groups/{id}/planner/plans', list(Plan), { statuses: GONE, when: 'a group is named' }),
  get('/v1.0/groups/{id}/members', list(KnownMember), { statuses: GONE }),
  get(`${plan}/details`, KnownPlanDetails, { statuses: GONE }),
  get(`${plan}/buckets`, list(KnownBucket), { statuses: GONE }),
  get(`${plan}/tasks`, list(KnownTask), { statuses: GONE }),
  get(plan, Plan.extend(context), { statuses: GONE, when: 'a single plan is named' }),
  get(`${task}/details`, KnownDetails, { statuses: GONE }),
  get(task, KnownTask, { statuses: GONE, when: 'a task was deleted' }),
  get('/v1.0/users/{id}', KnownPerson, { statuses: GONE }),
  {
    method: 'POST',
    path: '/v1.0/$batch',
    reply: z.looseObject({
      responses: z.array(
        z.looseObject({
          id: z.string(),
          status: z.int(),
          headers: z.record(z.string(), z.unknown()).optional(),
          body: z.record(z.string(), z.unknown()).optional(),
        }),
      ),
    }),
  },
  get(
    '/beta/planner/plans/{id}/tasks/delta',
    z.looseObject({
      ...context,
      '@odata.nextLink': z.string().optional(),
      '@odata.deltaLink': z.string().optional(),
      value: z.array(z.record(z.string(), z.unknown())),
    }),
    { statuses: [400, 403, 404, 410], when: 'planner.delta is on' },
  ),
]
