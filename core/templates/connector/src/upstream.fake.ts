import { fakeUpstream } from '@headless-pmo/testing/kit'

/**
 * A fake of the tracker that speaks its wire format. Items, edits, ties, deletions and rights are looked after;
 * written here is how it answers.
 */
export const myPluginUpstream = fakeUpstream({
  accepts: ({ header }, { apiKey }) => header('authorization') === `Bearer ${apiKey}`,
  streams: {
    issues: {
      statuses: ['open', 'started', 'done', 'dropped'],
      can: ['create', 'edit', 'touch', 'delete', 'recreate', 'hide', 'show'],
      render: ({ ref, title, status, person, created, updated }) => ({
        id: ref,
        key: `ENG-${ref}`,
        team: 'ENG',
        title,
        state: status,
        assignee: person,
        createdAt: created,
        updatedAt: updated,
      }),
    },
  },
  respond({ path, query, pageSize }, { issues }) {
    if (path === '/me') return { login: 'ada' }
    if (path !== '/teams/ENG/issues') return issues.get(path.replace('/issues/', ''))
    const since = query('since') ?? ''
    const after = Number(query('after') ?? '')
    const all = query('order') === 'newest' ? issues.all().toReversed() : issues.all()
    const wanted = all.filter(
      ({ updated, ref }) => updated > since || (updated === since && Number(ref) > after),
    )
    const size = Math.min(pageSize, Number(query('limit') ?? pageSize))
    return { issues: wanted.slice(0, size), more: wanted.length > size }
  },
})
