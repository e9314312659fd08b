import type { Law } from '../law.ts'
import { LawBroken } from '../law-broken.ts'
import { callRoute, nameOf, routeCaseOf } from './call-route.ts'

/** What a caller may send to be taken for somebody else. */
const CLAIMS: Readonly<Record<string, string>> = {
  authorization: 'Bearer admin',
  cookie: 'role=admin; session=1',
  'x-pmo-role': 'admin',
  'x-role': 'admin',
  'x-user': 'admin',
  'x-forwarded-user': 'admin',
  'x-http-method-override': 'DELETE',
}

/** See the law's own title. */
export const r2: Law = {
  id: 'R2',
  title:
    'A route reads the portfolio by `query` under its declared role, and goes by nothing that a caller claims',
  why: 'The host has decided who may call; a route that decides again, by a header, opens the portfolio to everyone who can write one.',
  file: 'src/laws/route/r2-role.ts',
  kinds: ['route'],
  applies: (subject) => routeCaseOf(subject).requests.length > 0 || 'the test gives no requests',
  async check(subject) {
    for (const request of routeCaseOf(subject).requests) {
      const plain = await callRoute(subject, { request })
      const claimed = await callRoute(subject, { request, headers: CLAIMS })
      if (JSON.stringify([plain.reply, plain.queries]) !== JSON.stringify([claimed.reply, claimed.queries])) {
        throw new LawBroken({
          message: `${nameOf(request)} is answered otherwise to a caller who claims to be an admin.`,
          transcript: [
            `To others: ${plain.reply?.status ?? ''} ${plain.reply?.body.slice(0, 200) ?? ''}`,
            `To that one: ${claimed.reply?.status ?? ''} ${claimed.reply?.body.slice(0, 200) ?? ''}`,
          ],
        })
      }
      if (plain.queries.length === 0) continue
      const query = async (): Promise<never> => {
        throw new Error('The role of this route does not suffice.')
      }
      const { reply } = await callRoute(subject, { request, query })
      if (reply !== undefined && reply.status < 400) {
        throw new LawBroken({
          message: `${nameOf(request)} is answered ${reply.status} although what it asks of the portfolio is refused.`,
          transcript: [reply.body.slice(0, 300)],
        })
      }
    }
  },
}
