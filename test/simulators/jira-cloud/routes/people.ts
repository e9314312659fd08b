import type { Router } from '../../common/http/router.ts'
import { counted, failure, json } from '../../jira/http/reply.ts'
import type { JiraRequest } from '../../jira/http/request.ts'
import type { RouteContext } from '../../jira/routes/context.ts'
import { listParam, pageBean, windowOf } from '../../jira/routes/paging.ts'
import { renderUser } from '../../jira/render/user.ts'

/** People. Those whose account is gone are found nowhere. */
export const addPeopleRoutes = (router: Router<JiraRequest>, context: RouteContext): void => {
  const { world } = context
  const people = () => [...world.users.values()].filter(({ deleted }) => !deleted)
  for (const path of ['/rest/api/3/users/search', '/rest/api/3/users'])
    router.add('GET', path, (request) => {
      // A bare list: the end is an answer shorter than what was asked for, or empty.
      const { startAt, maxResults } = windowOf(context, request, { fallback: 50, most: 1000 })
      const slice = people().slice(startAt, startAt + maxResults)
      return counted(json(slice.map((user) => renderUser(world, user))), slice.length)
    })
  router.add('GET', '/rest/api/3/user/bulk', (request) => {
    const ids = listParam(request, 'accountId')
    const items = people().filter(({ accountId }) => ids.includes(accountId))
    return json(
      pageBean(context, request, {
        items,
        fallback: 10,
        most: 200,
        render: (user) => renderUser(world, user),
      }),
    )
  })
  router.add('GET', '/rest/api/3/user', (request) => {
    const accountId = request.query.get('accountId')
    const user = people().find((candidate) => candidate.accountId === accountId)
    return user === undefined
      ? failure(404, 'Specified user does not exist or you do not have required permissions')
      : json(renderUser(world, user))
  })
  router.add('GET', '/rest/api/3/user/search', (request) => {
    const query = (request.query.get('query') ?? '').toLowerCase()
    const { startAt, maxResults } = windowOf(context, request, { fallback: 50, most: 1000 })
    const found = people().filter(({ displayName, emailAddress }) =>
      `${displayName} ${emailAddress}`.toLowerCase().includes(query),
    )
    return json(found.slice(startAt, startAt + maxResults).map((user) => renderUser(world, user)))
  })
}
