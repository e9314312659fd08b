import { expect, test } from 'vitest'
import { webhook } from '../src/webhook.ts'

const hints = (body: unknown) => webhook.hints({ body, header: () => null })

test('an event names the issues to read again, both ends of a link, and the streams that it concerns', () => {
  expect(hints({ webhookEvent: 'jira:issue_updated', issue: { id: '10001' } })).toEqual([
    { stream: 'issues', ref: '10001' },
  ])
  expect(
    hints({
      webhookEvent: 'issuelink_created',
      issueLink: { sourceIssueId: 10001, destinationIssueId: 10002 },
    }),
  ).toEqual([
    { stream: 'issues', ref: '10001' },
    { stream: 'issues', ref: '10002' },
  ])
  expect(hints({ webhookEvent: 'worklog_updated', worklog: { issueId: '10001' } })).toEqual([
    { stream: 'worklogs', whole: true },
  ])
  expect(hints({ webhookEvent: 'jira:version_deleted' })).toEqual([
    { stream: 'versions', whole: true },
    { stream: 'issues', whole: true },
  ])
  expect(hints({ webhookEvent: 'sprint_closed' })).toEqual([{ stream: 'sprints', whole: true }])
})

test.each([
  null,
  [],
  'text',
  {},
  { webhookEvent: 7 },
  { issue: { id: '../../secret' } },
  { webhookEvent: '__proto__' },
])('a payload that is none of Jira’s names nothing: %j', (body) => {
  expect(hints(body)).toEqual([])
})

test('webhooks are registered with OAuth alone', () => {
  const config = {
    baseUrl: 'https://acme.atlassian.net',
    fields: {},
    history: 'full',
    worklogs: true,
    boards: true,
    remoteLinks: false,
  } as const
  expect(webhook.subscription?.available?.({ ...config, cloudId: undefined })).toBe(false)
  expect(webhook.subscription?.available?.({ ...config, cloudId: 'ab' })).toBe(true)
  expect(webhook.subscription?.writes({ ...config, cloudId: 'ab' })).toEqual([
    'https://api.atlassian.com/ex/jira/ab/rest/api/3/webhook',
  ])
})
