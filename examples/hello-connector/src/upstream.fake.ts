import { fakeUpstream } from '@headless-pmo/testing'

/** Hello in memory: all that the tests of the connector need of it. */
export const helloUpstream = fakeUpstream({
  accepts: ({ header }, { apiKey }) => header('authorization') === `Bearer ${apiKey}`,
  streams: {
    issues: {
      statuses: ['Open', 'In progress', 'Closed'],
      archived: 'gone',
      render: ({ ref, title, status, person, created, updated }) => ({
        id: ref,
        title,
        state: status,
        assignee: person,
        created_at: created,
        updated_at: updated,
      }),
    },
  },
  respond({ path, query, pageSize, now }, { issues }) {
    if (path === '/me') return { login: 'reader' }
    if (path === '/teams') return [{ key: 'ENG', name: 'Engineering' }]
    if (path === '/issue-ids') return issues.all().map(({ ref }) => ref)
    if (path === '/issues') {
      const since = query('since') ?? ''
      const after = query('after') ?? ''
      const changed = issues.changedSince(since)
      const passed = changed.findIndex(({ ref, updated }) => ref === after && updated === since) + 1
      const list = changed.slice(passed)
      return { issues: list.slice(0, pageSize), more: list.length > pageSize, as_of: now }
    }
    const ref = path.slice('/issues/'.length)
    return issues.get(ref) ?? issues.get(issues.movedTo(ref) ?? '')
  },
})
