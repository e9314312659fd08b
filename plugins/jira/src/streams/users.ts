import { defineStream, z } from '@headless-pmo/sdk'
import { jira } from '../client.ts'
import { Config } from '../config.ts'
import type { Edition } from '../edition.ts'
import { accountRef, toAccount } from '../map/account.ts'
import { personOf } from '../people.ts'
import { readAll, type ListRequest } from '../read-all.ts'
import { refusal } from '../refusal.ts'
import { site } from '../site.ts'
import { User } from '../wire/user.ts'

const LISTS: Readonly<Record<Edition, ListRequest>> = {
  cloud: { path: '/rest/api/3/users/search', what: 'The people of the site', pageSize: 200 },
  'data-center': {
    path: '/rest/api/2/user/search',
    // A dot finds everybody.
    query: { username: '.', includeInactive: true },
    what: 'The people of the site',
    pageSize: 1000,
  },
}

/**
 * Everybody with an account. Those who may not be listed come along with issues, as far as these name them;
 * therefore nobody is ever removed here. The list is given whole each time: what comes along with a reply from an
 * index that lags is put right by it.
 */
export const userStream = defineStream({
  config: Config,
  item: User,
  cursor: z.object({}),
  start: {},
  per: site,
  changes: 'snapshot',
  deletes: 'none',
  mapVersion: 1,
  async *read(context) {
    const request = LISTS[context.part.data.edition]
    const list = await readAll(jira(context), request)
    if ('refused' in list) {
      const error = refusal(list.refused, request.what)
      if (![403, 404].includes(list.refused.status)) throw error
      context.log.warn(`${error.message} Those whom issues name are read all the same.`)
      return
    }
    const people = list.elements.flatMap((user) => personOf(user) ?? [])
    yield { items: people, cursor: {}, total: people.length }
  },
  ref: (user) => accountRef(user) ?? '',
  map: (user) => toAccount(user),
})
