import type { Reply } from '../../common/http/reply.ts'
import { isJsonObject } from '../../common/json.ts'
import type { Dispatched, GraphSimulator } from '../index.ts'
import { ask as plainAsk } from './client.ts'
import { IDS } from './tenant.ts'

type Body = Record<string, unknown>

/** Something that a simulated Graph might get wrong. */
export interface GraphLie {
  readonly name: string
  /** Whose reply is distorted, as the description writes it. */
  readonly template: string
  readonly tell: (body: Body) => unknown
  readonly status?: number
  /** What the gate says about it. */
  readonly caught: RegExp
}

/** Changes the first element of a list. */
const first =
  (change: (element: Body) => unknown) =>
  (body: Body): Body => {
    const [head, ...rest] = body['value'] as readonly Body[]
    return { ...body, value: [change({ ...head }), ...rest] }
  }

const without =
  (name: string) =>
  (body: Body): Body =>
    Object.fromEntries(Object.entries(body).filter(([key]) => key !== name))

/** Changes the one entry of an open property. */
const entry =
  (name: string, change: (key: string, value: Body) => readonly [string, unknown]) =>
  (body: Body): Body => {
    const [found] = Object.entries(body[name] as Record<string, Body>)
    if (found === undefined) throw new Error(`There is nothing in ${name}.`)
    return { ...body, [name]: Object.fromEntries([change(...found)]) }
  }

const TASKS = '/planner/plans/{id_1}/tasks'
const TASK = '/planner/tasks/{id_1}'
const DETAILS = '/planner/tasks/{id_1}/details'
const DELTA = '/planner/plans/{id_1}/tasks/delta'

/** Lies of a Graph, each of which must be caught. */
export const GRAPH_LIES: readonly GraphLie[] = [
  // What the description knows.
  { name: 'an invented total', template: TASKS, tell: (body) => ({ ...body, total: 3 }), caught: /"total"/ },
  {
    name: 'an id that is a number',
    template: TASK,
    tell: (body) => ({ ...body, id: 17 }),
    caught: /must be string/,
  },
  {
    name: 'progress as text',
    template: TASKS,
    tell: first((task) => ({ ...task, percentComplete: '50' })),
    caught: /must be integer/,
  },
  {
    name: 'a date in milliseconds',
    template: TASK,
    tell: (body) => ({ ...body, createdDateTime: 1_767_603_600_000 }),
    caught: /createdDateTime must be string/,
  },
  {
    name: 'a date that is none',
    template: TASK,
    tell: (body) => ({ ...body, dueDateTime: 'tomorrow' }),
    caught: /date-time/,
  },
  {
    name: 'a property of tomorrow',
    template: TASK,
    tell: (body) => ({ ...body, storyPoints: 5 }),
    caught: /"storyPoints"/,
  },
  {
    name: 'a wrong status',
    template: TASK,
    tell: (body) => body,
    status: 206,
    caught: /the status 206 is not described/,
  },
  {
    name: 'an error in another form',
    template: TASK,
    tell: () => ({ message: 'Not Found' }),
    status: 404,
    caught: /required property 'error'/,
  },
  {
    name: 'a list without its envelope',
    template: TASKS,
    tell: (body) => body['value'],
    caught: /must be object/,
  },
  {
    name: 'a container of a kind that v1.0 does not have',
    template: '/planner/plans/{id_1}',
    tell: (body) => ({ ...body, container: { ...(body['container'] as Body), type: 'project' } }),
    caught: /allowed values/,
  },
  // What it leaves open.
  {
    name: 'a task without its ETag',
    template: TASK,
    tell: without('@odata.etag'),
    caught: /a Task without its ETag/,
  },
  {
    name: 'one task of a list without its ETag',
    template: TASKS,
    tell: first(without('@odata.etag')),
    caught: /value\/0\/@odata.etag a Task without its ETag/,
  },
  {
    name: 'the ETag of the details on the task',
    template: TASK,
    tell: (body) => ({ ...body, '@odata.etag': 'W/"JzEtVGFza0RldGFpbHMgQEBAQEBAQEBAQEBAQEBARCc="' }),
    caught: /is no ETag of a Task/,
  },
  {
    name: 'a page number instead of a token',
    template: TASKS,
    tell: (body) => ({ ...body, '@odata.nextLink': 'https://graph.example/v1.0/planner/tasks?page=2' }),
    caught: /nextLink is no absolute address/,
  },
  {
    name: 'a next link without a host',
    template: TASKS,
    tell: (body) => ({ ...body, '@odata.nextLink': '?$skiptoken=2' }),
    caught: /nextLink is no absolute address/,
  },
  {
    name: 'an assignment that does not say what it is',
    template: TASK,
    tell: entry('assignments', (key, value) => [key, without('@odata.type')(value)]),
    caught: /does not say that it is a plannerAssignment/,
  },
  {
    name: 'an assignment to a login',
    template: TASK,
    tell: entry('assignments', (_key, value) => ['grace@contoso.example', value]),
    caught: /is no id of a person/,
  },
  {
    name: 'an assignment with a time of its own making',
    template: TASK,
    tell: entry('assignments', (key, value) => [key, { ...value, assignedDateTime: 'yesterday' }]),
    caught: /assignedDateTime has a wrong value/,
  },
  {
    name: 'a category that is off',
    template: TASK,
    tell: (body) => ({ ...body, appliedCategories: { category1: false } }),
    caught: /category1 must be true/,
  },
  {
    name: 'a category by its name',
    template: TASK,
    tell: (body) => ({ ...body, appliedCategories: { Risk: true } }),
    caught: /Risk is no category/,
  },
  {
    name: 'progress beyond all',
    template: TASK,
    tell: (body) => ({ ...body, percentComplete: 150 }),
    caught: /percentComplete is not from 0 to 100/,
  },
  {
    name: 'a priority of 11',
    template: TASK,
    tell: (body) => ({ ...body, priority: 11 }),
    caught: /priority is not from 0 to 10/,
  },
  {
    name: 'a plan by its title',
    template: TASK,
    tell: (body) => ({ ...body, planId: 'Launch' }),
    caught: /planId is no id of Planner/,
  },
  {
    name: 'a step that is "done"',
    template: DETAILS,
    tell: entry('checklist', (key, value) => [key, { ...value, isChecked: 'done' }]),
    caught: /isChecked has a wrong value/,
  },
  {
    name: 'a step with a due date',
    template: DETAILS,
    tell: entry('checklist', (key, value) => [key, { ...value, due: '2026-02-01' }]),
    caught: /due is unknown/,
  },
  {
    name: 'an address that is not encoded',
    template: DETAILS,
    tell: entry('references', (_key, value) => ['https://plans.example/a.b', value]),
    caught: /has a sign that must be encoded/,
  },
  {
    name: 'a member that does not say what it is',
    template: '/groups/{id}/members',
    tell: first(without('@odata.type')),
    caught: /does not say what it is/,
  },
  // What the description does not have at all.
  {
    name: 'a response of a batch without its id',
    template: '/$batch',
    tell: (body) => ({ responses: (body['responses'] as readonly Body[]).map(without('id')) }),
    caught: /responses\/0 has no id/,
  },
  {
    name: 'a response of a batch with its status as text',
    template: '/$batch',
    tell: (body) => ({
      responses: (body['responses'] as readonly Body[]).map((one) => ({ ...one, status: '200' })),
    }),
    caught: /has no status/,
  },
  {
    name: 'a token that lasts for ever',
    template: '/{tenant}/oauth2/v2.0/token',
    tell: without('expires_in'),
    caught: /expires_in must be a number/,
  },
  {
    name: 'a delta with both links',
    template: DELTA,
    tell: (body) => ({
      ...body,
      '@odata.deltaLink': 'https://graph.example',
      '@odata.nextLink': 'https://graph.example',
    }),
    caught: /either a next link or a delta link/,
  },
  {
    name: 'a delta with a property that the metadata lacks',
    template: DELTA,
    tell: first((task) => ({ ...task, lastSeen: '2026-01-01' })),
    caught: /lastSeen is no property of plannerTask/,
  },
  {
    name: 'a delta without ids',
    template: DELTA,
    tell: first(without('id')),
    caught: /has no id/,
  },
]

/** Every kind of request once; `ask` is the client's, or one that listens. */
export async function askAll(sim: GraphSimulator, ask: typeof plainAsk = plainAsk): Promise<void> {
  const paths = [
    `/v1.0/groups/${IDS.group}/members`,
    `/v1.0/planner/plans/${IDS.plan}`,
    `/v1.0/planner/plans/${IDS.plan}/tasks`,
    `/v1.0/planner/tasks/${IDS.task}`,
    `/v1.0/planner/tasks/${IDS.task}/details`,
  ]
  for (const path of paths) await ask(sim, path)
  await ask(sim, '/v1.0/$batch', {
    method: 'POST',
    body: JSON.stringify({ requests: [{ id: '0', method: 'GET', url: `/planner/tasks/${IDS.task}` }] }),
  })
  await ask(sim, '/contoso/oauth2/v2.0/token', {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: 'app',
      client_secret: 'app-secret',
      scope: `${sim.url}/.default`,
    }),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  const start = await ask(sim, `/beta/planner/plans/${IDS.plan}/tasks/delta`)
  sim.edit({ kind: 'editTask', task: IDS.task, set: { title: 'Told' } })
  // A lie may have taken the link away.
  const link = isJsonObject(start.body) ? start.body['@odata.nextLink'] : undefined
  if (typeof link === 'string' && link.startsWith(sim.url)) await ask(sim, link)
}

/** Plants the lie in the replies that it is about, and counts them. */
export const distorted =
  (lie: GraphLie, told: { count: number }) =>
  ({ template, reply }: Dispatched): Reply => {
    if (template !== lie.template || reply.body === null) return reply
    const body = JSON.parse(reply.body.toString()) as Body
    // A first delta is an empty list: there is nothing to lie about yet.
    if (template === DELTA && (body['value'] as readonly unknown[]).length === 0) return reply
    told.count++
    return { ...reply, status: lie.status ?? reply.status, body: Buffer.from(JSON.stringify(lie.tell(body))) }
  }
